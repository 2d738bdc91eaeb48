using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Two inter-twinning moons, and the same turned: the paper's toy problem (JMLR 2016, §5.1), small enough to see all of it.</summary>
/// <remarks>
/// The paper draws 150 points of each moon and turns the target by 35°. The noise is not in the paper; 0.05 is that of its authors' code.
/// </remarks>
public static class Moons
{
    /// <summary>The labelled source: the upper moon is class 0, the lower one class 1.</summary>
    /// <param name="perMoon">Points of each moon.</param>
    /// <param name="seed">Draws them.</param>
    /// <param name="noise">Standard deviation of each coordinate; a moon's radius is 1.</param>
    public static LabelledDomain Source(int perMoon = 150, int seed = 1, double noise = 0.05) => Draw("moons", perMoon, seed, noise, 0);

    /// <summary>The target: moons of their own, turned around the middle. Training takes them <see cref="LabelledDomain.WithoutLabels"/>.</summary>
    /// <param name="perMoon">Points of each moon.</param>
    /// <param name="seed">Draws them.</param>
    /// <param name="noise">Standard deviation of each coordinate.</param>
    /// <param name="degrees">How far they are turned, against the clock.</param>
    public static LabelledDomain Target(int perMoon = 150, int seed = 2, double noise = 0.05, double degrees = 35) =>
        Draw(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"moons turned by {degrees:0.##}°"), perMoon, seed, noise, degrees * Math.PI / 180);

    private static LabelledDomain Draw(string name, int perMoon, int seed, double noise, double angle)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perMoon);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        NativeBackend.EnsureLoaded();
        var random = Seeds.Generator(seed, name);
        var points = new float[perMoon * 4];
        var labels = new long[perMoon * 2];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % 2;
            var t = random.NextDouble() * Math.PI;
            // A half circle above, and one below that begins in the middle of it; both around the origin.
            var (x, y) = i % 2 == 0 ? (Math.Cos(t) - 0.5, Math.Sin(t) - 0.25) : (0.5 - Math.Cos(t), 0.25 - Math.Sin(t));
            (x, y) = (x + random.Bell(0, noise), y + random.Bell(0, noise));
            points[2 * i] = (float)((x * Math.Cos(angle)) - (y * Math.Sin(angle)));
            points[(2 * i) + 1] = (float)((x * Math.Sin(angle)) + (y * Math.Cos(angle)));
        }

        return new LabelledDomain(name, tensor(points).reshape(-1, 2), tensor(labels), classCount: 2);
    }
}
