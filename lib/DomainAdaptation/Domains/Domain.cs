using System.Globalization;

namespace DomainAdaptation;

/// <summary>A domain of a training: the source or the target, or one of several of either kind.</summary>
/// <remarks>The paper's domain label d is 0 for any source and 1 for any target.</remarks>
/// <param name="IsTarget">Whether it is a target.</param>
/// <param name="Number">Which of its kind, from 0, as they stand in <see cref="AdaptationData"/>.</param>
public readonly record struct Domain(bool IsTarget, int Number = 0)
{
    /// <summary>Which of its kind, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Number { get; init => field = Counted(value); } = Counted(Number);

    /// <summary>The labelled source, the first if there are several: d = 0.</summary>
    public static Domain Source { get; } = new(IsTarget: false);

    /// <summary>The unlabelled target, the first if there are several: d = 1.</summary>
    public static Domain Target { get; } = new(IsTarget: true);

    /// <summary>One of several sources.</summary>
    /// <param name="number">From 0.</param>
    public static Domain SourceAt(int number) => new(IsTarget: false, number);

    /// <summary>One of several targets.</summary>
    /// <param name="number">From 0.</param>
    public static Domain TargetAt(int number) => new(IsTarget: true, number);

    /// <summary><c>Source</c>, <c>Target</c>; with a number from the second on, as <c>Source2</c>.</summary>
    public override string ToString() => (IsTarget ? "Target" : "Source") + (Number == 0 ? "" : (Number + 1).ToString(CultureInfo.InvariantCulture));

    private static int Counted(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return number;
    }

    internal static Domain? Parse(string name)
    {
        foreach (var domain in new[] { Source, Target })
        {
            if (name == domain.ToString())
            {
                return domain;
            }

            if (name.StartsWith(domain.ToString(), StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(domain.ToString().Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 2 and <= 10_000)
            {
                return domain with { Number = number - 1 };
            }
        }

        return null;
    }
}
