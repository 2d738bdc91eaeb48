using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>How much of each class was put into which, and what follows from it.</summary>
internal static class ClassCounts
{
    /// <summary>Counts int64 [n] predictions (columns) by the int64 [n] true classes (rows).</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(Tensor predicted, Tensor labels, int classCount)
    {
        using var scope = NewDisposeScope();
        var classes = (int)Math.Max(classCount, predicted.numel() == 0 ? 0 : predicted.max().item<long>() + 1); // the network may know classes that this split lacks
        var pairs = ((labels * classes) + predicted).bincount(null, (long)classes * classes).data<long>().ToArray();
        return [.. pairs.Chunk(classes).Select(row => Array.ConvertAll(row, n => checked((int)n)))];
    }

    /// <summary>The share on the diagonal.</summary>
    public static double Accuracy(IReadOnlyList<IReadOnlyList<int>> counts) => counts.Select((row, c) => (long)row[c]).Sum() / (double)counts.Sum(Total);

    /// <summary>TP / (TP + FP + FN) of each class; nothing for one that is neither there nor predicted.</summary>
    public static IReadOnlyList<double?> IntersectionOverUnion(IReadOnlyList<IReadOnlyList<int>> counts) =>
        [.. counts.Select((row, c) => Total(row) + counts.Sum(r => (long)r[c]) - row[c] is > 0 and var union ? row[c] / (double)union : (double?)null)];

    private static long Total(IReadOnlyList<int> row) => row.Sum(n => (long)n);
}
