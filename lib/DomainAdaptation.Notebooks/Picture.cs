using System.Net;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Notebooks;

/// <summary>A picture with what it shows: what <see cref="SampleGrid"/> makes, for a notebook.</summary>
/// <param name="Png">A PNG file.</param>
/// <param name="Caption">What it shows, below it and for those who cannot see it.</param>
public sealed record Picture(byte[] Png, string Caption)
{
    /// <summary>Source beside target as a trainer sees them: see <see cref="SampleGrid.OfPair"/>.</summary>
    /// <param name="pair">The two domains; both hold images.</param>
    /// <param name="perClass">Samples of each domain in a row.</param>
    /// <param name="mostClasses">Rows at most.</param>
    /// <exception cref="ArgumentException">The domains hold no images.</exception>
    public static Picture OfPair(DomainPair pair, int perClass = 8, int mostClasses = 10)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new(SampleGrid.OfPair(pair, perClass, scale: 1, mostClasses), $"Left: {pair.Source.Name}, a row a class. Right: {pair.Target.Name}, as it comes, without labels.");
    }

    /// <summary>The picture in HTML that needs nothing else.</summary>
    public string ToHtml()
    {
        var text = WebUtility.HtmlEncode(Caption);
        return $"<figure style=\"margin:0\"><img alt=\"{text}\" src=\"data:image/png;base64,{Convert.ToBase64String(Png)}\" style=\"max-width:100%\"><figcaption>{text}</figcaption></figure>";
    }

    /// <inheritdoc/>
    public override string ToString() => Caption;
}
