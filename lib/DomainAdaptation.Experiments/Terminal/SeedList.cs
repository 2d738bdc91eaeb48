using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>Reads <c>3</c>, <c>1,3,7</c>, <c>1..5</c> and mixtures of them.</summary>
internal static class SeedList
{
    private const int Most = 1000;

    /// <summary>The seeds in the order in which they are written.</summary>
    /// <exception cref="UsageException">The text is no list of seeds.</exception>
    public static IReadOnlyList<int> Parse(string option, string text)
    {
        var seeds = new List<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split("..");
            if (ends.Length > 2 || !TrySeed(ends[0], out var first) || !TrySeed(ends[^1], out var last) || last < first)
            {
                throw new UsageException($"{option} {text}: '{part}' is neither a seed nor a range of seeds. Write --seeds 3, --seeds 1,3,7 or --seeds 1..5.");
            }

            if (last - first >= Most || seeds.Count + last - first >= Most)
            {
                throw new UsageException($"{option} {text}: that is more than {Most} seeds. Each is a run of its own; write a shorter list, such as --seeds 1..5.");
            }

            seeds.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return seeds.Distinct().Count() == seeds.Count
            ? seeds
            : throw new UsageException($"{option} {text}: a seed appears twice, and would give the same run twice. Write each once.");
    }

    // Digits only: no sign, no blanks. int.MaxValue is left out so that a range can be counted.
    private static bool TrySeed(string text, out int seed) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed) && seed < int.MaxValue;
}
