using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A domain whose samples come in tracks, many frames of one thing, as GTSRB's do; splits of it.</summary>
/// <remarks>Frames of one track are near copies: a random split of frames puts some into either part, and so measures memory.</remarks>
public sealed class TrackedDomain
{
    /// <summary>Joins samples and their tracks.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="tracks">The number of the track of each sample.</param>
    /// <exception cref="ArgumentException">There are not as many tracks as samples.</exception>
    public TrackedDomain(LabelledDomain samples, IReadOnlyList<int> tracks)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count != samples.Count)
        {
            throw new ArgumentException($"{samples.Name}: {samples.Count} samples need as many tracks, not {tracks.Count}.", nameof(tracks));
        }

        All = samples;
        Tracks = [.. tracks];
    }

    /// <summary>All samples.</summary>
    public LabelledDomain All { get; }

    /// <summary>The number of the track of each sample.</summary>
    public IReadOnlyList<int> Tracks { get; }

    /// <summary>
    /// Two parts that share no track: about <paramref name="trainShare"/> of the tracks of each class, and the rest. (The paper
    /// trains on 31,367 of GTSRB's 39,209 training images, drawn at random, and evaluates on the others.)
    /// </summary>
    /// <param name="trainShare">Between 0 and 1. Each class keeps a track in either part, if it has two.</param>
    /// <param name="seed">Draws the tracks.</param>
    /// <exception cref="ArgumentException">The samples have no classes.</exception>
    /// <exception cref="InvalidOperationException">No class has two tracks.</exception>
    public TrackedSplit Split(double trainShare = 0.8, int seed = 1)
    {
        if (!(trainShare is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(trainShare), trainShare, "The share of the training part lies between 0 and 1.");
        }

        var chosen = new HashSet<int>();
        foreach (var ofClass in ByClass().OrderBy(c => c.Key))
        {
            var tracks = ofClass.Select(i => Tracks[i]).Distinct().Order().ToArray();
            Seeds.Generator(seed, "tracks", ofClass.Key).Shuffle(tracks);
            var count = (int)Math.Round(trainShare * tracks.Length);
            chosen.UnionWith(tracks.Take(tracks.Length == 1 ? 1 : Math.Clamp(count, 1, tracks.Length - 1)));
        }

        var indices = Enumerable.Range(0, All.Count).ToLookup(i => chosen.Contains(Tracks[i]));
        if (!indices[false].Any())
        {
            throw new InvalidOperationException($"{All.Name} cannot be split: no class has two tracks.");
        }

        return new(Part(indices[true], "training tracks", seed), Part(indices[false], "evaluation tracks", seed));
    }

    /// <summary>
    /// A few labelled samples of each class, and all others without their labels: the paper's semi-supervised setting
    /// (JMLR, Fig. 7: 430 labelled images of GTSRB, 10 a class).
    /// </summary>
    /// <param name="perClass">How many of each class.</param>
    /// <param name="seed">Draws them.</param>
    /// <exception cref="ArgumentException">A class has no more samples than that, or the samples have no classes.</exception>
    public LabelledPart LabelledPart(int perClass = 10, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        var chosen = new HashSet<int>();
        foreach (var ofClass in ByClass())
        {
            var samples = ofClass.ToArray();
            if (samples.Length <= perClass)
            {
                throw new ArgumentException($"{All.Name}: class {ofClass.Key} has {samples.Length} samples, so {perClass} labelled ones leave none.", nameof(perClass));
            }

            Seeds.Generator(seed, "labelled part", ofClass.Key).Shuffle(samples);
            chosen.UnionWith(samples.Take(perClass));
        }

        var indices = Enumerable.Range(0, All.Count).ToLookup(chosen.Contains);
        return new(
            Pick(indices[true], string.Create(CultureInfo.InvariantCulture, $"{All.Name}, {perClass:N0} a class, seed {seed}")),
            Pick(indices[false], string.Create(CultureInfo.InvariantCulture, $"{All.Name}, all but {perClass:N0} a class, seed {seed}")).WithoutLabels());
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{All}, {Tracks.Distinct().Count():N0} tracks");

    private IEnumerable<IGrouping<int, int>> ByClass()
    {
        var labels = LabelledDomain.ClassesOf(All);
        return Enumerable.Range(0, labels.Length).GroupBy(i => (int)labels[i]);
    }

    private TrackedDomain Part(IEnumerable<int> indices, string what, int seed)
    {
        var list = indices.ToList();
        return new(Pick(list, string.Create(CultureInfo.InvariantCulture, $"{All.Name}, {list.Count:N0} of {what}, seed {seed}")), [.. list.Select(i => Tracks[i])]);
    }

    private LabelledDomain Pick(IEnumerable<int> indices, string name)
    {
        using var index = tensor(indices.Select(i => (long)i).ToArray());
        return new(name, All.Samples.index_select(0, index), All.Labels.index_select(0, index), All.Task);
    }
}
