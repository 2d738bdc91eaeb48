namespace DomainAdaptation;

/// <summary>As <see cref="ShuffledIndices"/>, but every class comes equally often: rounds of one sample of each class, and each class in shuffled passes of its own.</summary>
internal sealed class EvenIndices
{
    private readonly int[][] members; // of the classes that have any
    private readonly ShuffledIndices[] passes;
    private readonly ShuffledIndices classes;

    public EvenIndices(ReadOnlySpan<long> labels, int seed, string purpose)
    {
        var byClass = new SortedDictionary<long, List<int>>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (!byClass.TryGetValue(labels[i], out var indices))
            {
                byClass.Add(labels[i], indices = []);
            }

            indices.Add(i);
        }

        members = [.. byClass.Values.Select(m => m.ToArray())];
        passes = [.. byClass.Select(c => new ShuffledIndices(c.Value.Count, seed, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{purpose} class {c.Key}")))];
        classes = new(members.Length, seed, purpose + " classes");
    }

    /// <summary>The sample numbers at some positions, as <see cref="ShuffledIndices.At"/>.</summary>
    public long[] At(long start, int length)
    {
        var result = classes.At(start, length);
        for (var i = 0; i < length; i++)
        {
            var c = result[i];
            result[i] = members[c][passes[c].At((start + i) / members.Length, 1)[0]];
        }

        return result;
    }
}
