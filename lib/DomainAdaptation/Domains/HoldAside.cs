using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Splits labelled samples into those to train on and those to judge by.</summary>
internal static class HoldAside
{
    /// <summary>Holds a share of each class aside, at least one sample of it and never its last.</summary>
    /// <param name="all">The samples.</param>
    /// <param name="share">The share, between 0 and 1.</param>
    /// <param name="seed">Which samples those are.</param>
    /// <returns>Copies; null for what is held aside where every class has one sample alone.</returns>
    public static (LabelledDomain Training, LabelledDomain? HeldOut) Of(LabelledDomain all, double share, int seed)
    {
        var held = new HashSet<int>();
        foreach (var ofClass in LabelledDomain.ClassesOf(all).Select((label, i) => (label, i)).GroupBy(l => l.label, l => l.i).OrderBy(g => g.Key))
        {
            var indices = ofClass.ToArray();
            Seeds.Generator(seed, "held aside", (int)ofClass.Key).Shuffle(indices);
            held.UnionWith(indices.Take(Math.Min(indices.Length - 1, Math.Max(1, (int)Math.Round(share * indices.Length)))));
        }

        return held.Count == 0 ? (all, null) : By(all, held);
    }

    /// <summary>Holds these samples aside.</summary>
    public static (LabelledDomain Training, LabelledDomain HeldOut) By(LabelledDomain all, IReadOnlySet<int> held) =>
        (Pick(all, i => !held.Contains(i), "in training"), Pick(all, held.Contains, "held aside"));

    private static LabelledDomain Pick(LabelledDomain all, Func<int, bool> takes, string what)
    {
        long[] indices = [.. Enumerable.Range(0, all.Count).Where(takes).Select(i => (long)i)];
        using var index = tensor(indices);
        return new($"{all.Name}, {indices.Length} {what}", all.Samples.index_select(0, index), all.Labels.index_select(0, index), all.Task);
    }
}
