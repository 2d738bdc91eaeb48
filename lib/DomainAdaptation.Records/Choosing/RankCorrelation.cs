namespace DomainAdaptation;

/// <summary>Whether two quantities order things alike.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's ρ: the correlation of the ranks, equal values sharing their mean rank.</summary>
    /// <returns>1 for the same order, −1 for the opposite one; NaN for fewer than two values, or where one quantity is constant.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"The lists are of {first.Count} and {second.Count} values.", nameof(second));
        }

        double[] a = Ranks(first), b = Ranks(second);
        var middle = (first.Count + 1) / 2.0; // the mean of all ranks
        double both = 0, inA = 0, inB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - middle) * (b[i] - middle);
            inA += (a[i] - middle) * (a[i] - middle);
            inB += (b[i] - middle) * (b[i] - middle);
        }

        return inA > 0 && inB > 0 ? both / Math.Sqrt(inA * inB) : double.NaN;
    }

    /// <summary>Ranks from 1, the smallest value first.</summary>
    internal static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(v => values.Count(other => other < v) + ((values.Count(other => other.Equals(v)) + 1) / 2.0))];
}
