namespace DomainAdaptation;

/// <summary>The distributions that the generators draw from.</summary>
internal static class RandomDraws
{
    /// <summary>Uniform between the two.</summary>
    public static double Between(this Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    /// <summary>True with this probability.</summary>
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>Normal but for its tails, which end at 3.5 standard deviations (the sum of twelve uniform numbers is cut there).</summary>
    public static double Bell(this Random random, double mean = 0, double deviation = 1)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += random.NextDouble();
        }

        return mean + (deviation * Math.Clamp(sum, -3.5, 3.5));
    }

    /// <summary>Positive, half of them below the median: <paramref name="spread"/> is the standard deviation of the logarithm.</summary>
    public static double Positive(this Random random, double median, double spread) => median * Math.Exp(random.Bell(0, spread));
}
