using System.Globalization;

namespace DomainAdaptation.Reporting;

/// <summary>How numbers are written, the same in every language of the world.</summary>
internal static class Numbers
{
    /// <summary>A fraction with four to six decimals, for files.</summary>
    public static string Fraction(double value) => value.ToString("0.0000##", CultureInfo.InvariantCulture);

    /// <summary>A fraction as a percentage: <c>76.66 %</c>.</summary>
    public static string Percent(double value, string format = "0.00") => (value * 100).ToString(format, CultureInfo.InvariantCulture) + " %";

    /// <summary>Mean and deviation: <c>76.66 ± 0.52 %</c>.</summary>
    public static string Accuracy(double mean, double? deviation) =>
        deviation is { } d ? string.Create(CultureInfo.InvariantCulture, $"{mean * 100:0.00} ± {d * 100:0.00} %") : Percent(mean);

    /// <summary>A share of the gap: <c>55.8 %</c>.</summary>
    public static string Gap(double? share) => share is { } s ? Percent(s, "0.0") : "";

    /// <summary>Seeds as the command line takes them: <c>1..5</c> or <c>1,3,7</c>.</summary>
    public static string Seeds(IReadOnlyList<int> seeds)
    {
        var text = new List<string>();
        for (var i = 0; i < seeds.Count;)
        {
            var end = i;
            while (end + 1 < seeds.Count && seeds[end + 1] == seeds[end] + 1)
            {
                end++;
            }

            var length = end - i + 1;
            text.Add(length > 2 ? Text(seeds[i]) + ".." + Text(seeds[end]) : string.Join(',', seeds.Skip(i).Take(length).Select(Text)));
            i = end + 1;
        }

        return string.Join(',', text);
    }

    /// <summary>A whole number.</summary>
    public static string Count(int count) => Text(count);

    private static string Text(int seed) => seed.ToString(CultureInfo.InvariantCulture);
}
