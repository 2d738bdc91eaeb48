using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What one step descends, and what it is made of.</summary>
/// <param name="Total">A number that knows its gradients.</param>
/// <param name="Parts">The parts to report, by name, each a number; they are reported as means over an epoch.</param>
public sealed record Losses(Tensor Total, IReadOnlyDictionary<string, Tensor> Parts)
{
    /// <summary>Ly, the cross-entropy of the label predictor.</summary>
    public const string Label = "label";

    /// <summary>Ld, the cross-entropy of the domain classifier.</summary>
    public const string Domain = "domain";

    /// <summary>The share of samples whose domain is told right.</summary>
    public const string DomainAccuracy = "domain accuracy";

    /// <summary>The label loss alone.</summary>
    /// <param name="label">Ly.</param>
    public static Losses Of(Tensor label) => new(label, Named((Label, label)));

    /// <summary>Ly + weight · L: the label loss and one part more.</summary>
    /// <param name="label">Ly.</param>
    /// <param name="name">What the part is called.</param>
    /// <param name="part">L.</param>
    /// <param name="weight">Its weight.</param>
    public static Losses Of(Tensor label, string name, Tensor part, double weight)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(part);
        using var factor = weight.ToScalar();
        return new(label.add(part, factor), Named((Label, label), (name, part)));
    }

    /// <summary>These losses and one part more: total + weight · L.</summary>
    /// <param name="name">What the part is called.</param>
    /// <param name="part">L.</param>
    /// <param name="weight">Its weight.</param>
    public Losses Add(string name, Tensor part, double weight)
    {
        using var factor = weight.ToScalar();
        return new Losses(Total.add(part, factor), Parts).With(name, part);
    }

    /// <summary>These losses with one more number to report, which nothing descends.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="number">The number.</param>
    public Losses With(string name, Tensor number) => new(Total, new Dictionary<string, Tensor>(Parts, StringComparer.Ordinal) { [name] = number });

    /// <inheritdoc/>
    public override string ToString() => $"Losses of {string.Join(", ", Parts.Keys)}";

    internal static Dictionary<string, Tensor> Named(params ReadOnlySpan<(string Name, Tensor Part)> parts)
    {
        var named = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, part) in parts)
        {
            named.Add(name, part);
        }

        return named;
    }
}
