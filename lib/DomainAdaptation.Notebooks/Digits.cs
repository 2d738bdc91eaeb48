using System.Globalization;

namespace DomainAdaptation.Notebooks;

/// <summary>Numbers as a reader wants them: four significant digits at least, and nothing after them that is only rounding.</summary>
internal static class Digits
{
    private const double Smallest = 1e-4, Largest = 1e15;

    /// <summary>The number: 0.25, 81.4959, 0.0001235, 3e-7.</summary>
    public static string Text(double number)
    {
        var size = Math.Abs(number);
        var format = size is (> 0 and < Smallest) or >= Largest ? "0.###e-0"
            : size is >= Smallest and < 1 ? "0.###" + new string('#', -(int)Math.Floor(Math.Log10(size)))
            : "0.####";
        return number.ToString(format, CultureInfo.InvariantCulture);
    }
}
