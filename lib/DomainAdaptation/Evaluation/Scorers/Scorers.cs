using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>All scores that choose without target labels.</summary>
public static class Scorers
{
    /// <summary>In the order in which tables list them. A new score is a line here.</summary>
    public static IReadOnlyList<IScorer> All { get; } =
    [
        new SourceAccuracy(),
        new DomainConfusion(),
        new TargetEntropy(),
        new InformationMaximisation(),
        new NuclearNorm(),
        new NeighbourhoodDensity(),
        new DeepEmbeddedValidation(),
        new ReverseValidation(),
    ];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>Every score of a network's held-out outputs; one that has nothing to judge is absent.</summary>
    /// <param name="held">What the network says.</param>
    /// <param name="scorers">The scores; all when null.</param>
    public static IReadOnlyDictionary<string, double> Of(HeldOut held, IEnumerable<IScorer>? scorers = null)
    {
        ArgumentNullException.ThrowIfNull(held);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var scorer in scorers ?? All)
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            if (scorer.Score(held) is var score && double.IsFinite(score))
            {
                scores.Add(scorer.Name, score);
            }
        }

        return scores;
    }
}
