namespace DomainAdaptation.Reporting;

/// <summary>Student's t distribution, as far as tables need it.</summary>
internal static class StudentT
{
    // t of 97.5 %, for 1, 2, … degrees of freedom (any textbook's table).
    private static readonly double[] Upper =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Half the width of the 95 % interval of a mean.</summary>
    /// <param name="deviation">Sample standard deviation.</param>
    /// <param name="count">How many values the mean is of, 2 or more.</param>
    public static double HalfWidth(double deviation, int count) => (count - 2 < Upper.Length ? Upper[count - 2] : 1.96) * deviation / Math.Sqrt(count);
}
