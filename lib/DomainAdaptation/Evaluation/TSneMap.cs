using System.Globalization;

namespace DomainAdaptation;

/// <summary>A map of samples in two dimensions. Only who is near whom means something: the axes have no unit.</summary>
/// <param name="X">The first coordinate of each sample, in their order.</param>
/// <param name="Y">The second.</param>
/// <param name="KlDivergence">What was made small: see <see cref="TSneProgress"/>.</param>
public sealed record TSneMap(IReadOnlyList<double> X, IReadOnlyList<double> Y, double KlDivergence)
{
    /// <summary>The number of samples, N.</summary>
    public int Count => X.Count;

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"t-SNE map of {Count} samples, KL divergence {KlDivergence:F4}");
}
