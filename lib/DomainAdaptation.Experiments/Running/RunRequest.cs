using System.Globalization;

namespace DomainAdaptation;

/// <summary>One run to make: everything that is asked for.</summary>
/// <param name="Method">One of <see cref="Methods"/>.</param>
/// <param name="Variant">The recipe's name, or null for the experiment's default.</param>
/// <param name="Scale">How much to run.</param>
/// <param name="Seed">Seed of initial weights, shuffling and dropout.</param>
/// <param name="Selection">Which epoch's weights are kept; the last epoch's when null.</param>
public sealed record RunRequest(string Method = Methods.Dann, string? Variant = null, Scale Scale = Scale.Quick, int Seed = 1, Selection? Selection = null)
{
    /// <summary>Which epoch's weights are kept, never null.</summary>
    public Selection Selection { get; init; } = Selection ?? Selection.LastEpoch;

    /// <summary>A copy with some values changed.</summary>
    public RunRequest With(string? method = null, string? variant = null, Scale? scale = null, int? seed = null, Selection? selection = null) =>
        new(method ?? Method, variant ?? Variant, scale ?? Scale, seed ?? Seed, selection ?? Selection);

    /// <summary>Every method with every seed, in an order in which each seed's table is complete early.</summary>
    public static IReadOnlyList<RunRequest> All(IEnumerable<string> methods, IEnumerable<int> seeds, Scale scale, string? variant = null, Selection? selection = null)
    {
        var list = methods.ToList();
        return [.. from seed in seeds from method in list select new RunRequest(method, variant, scale, seed, selection)];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method}, seed {Seed}{(Selection == Selection.LastEpoch ? "" : $", epoch by {Selection}")}");

}
