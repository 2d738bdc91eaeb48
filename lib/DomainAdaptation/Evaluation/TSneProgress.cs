using System.Globalization;

namespace DomainAdaptation;

/// <summary>How far <see cref="TSne"/> is.</summary>
/// <param name="Iteration">Steps taken.</param>
/// <param name="Iterations">Steps in all.</param>
/// <param name="KlDivergence">The divergence of the map from the neighbourhoods of the features, in nats, without exaggeration: what is made small.</param>
public sealed record TSneProgress(int Iteration, int Iterations, double KlDivergence)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"t-SNE {Iteration}/{Iterations}: KL divergence {KlDivergence:F4}");
}
