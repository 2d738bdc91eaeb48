using System.Globalization;

namespace DomainAdaptation;

/// <summary>The points of one image as 300-W and its kin keep them: <c>version: 1</c>, <c>n_points: 68</c>, and between braces x and y on a line each.</summary>
internal static class PtsFile
{
    private const int MostPoints = 1000;
    private const double Farthest = 1e6; // pixels
    private const string Shape = "x y";

    /// <summary>Reads the points.</summary>
    /// <param name="path">The file.</param>
    /// <returns>x and y of each, in pixels as they stand there; 300-W counts pixels from 1.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or not a whole one; the message is one sentence that names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<(float X, float Y)> Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path) ? Parse(TextLines.ReadFile(path), path) : throw new InvalidDataException($"{path} is missing: an image has its points in a file of the same name beside it.");
    }

    internal static IReadOnlyList<(float X, float Y)> Parse(byte[] content, string path)
    {
        int? announced = null;
        var points = new List<(float, float)>();
        var state = 0; // before the points, among them, behind them
        foreach (var line in TextLines.Of(content, path, Shape))
        {
            if (state == 0 && line.Text.StartsWith("n_points:", StringComparison.Ordinal))
            {
                announced = int.TryParse(line.Text.AsSpan(9).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= MostPoints
                    ? n : throw new InvalidDataException($"{path}, line {line.Number}: 1 to {MostPoints} points can be read, not '{TextLines.Shown(line.Text)}'.");
            }
            else if (state == 0 && line.Text == "{")
            {
                state = 1;
            }
            else if (state == 1 && line.Text == "}")
            {
                state = 2;
            }
            else if (state == 1)
            {
                points.Add(Point(line, path));
            }
            else if (state == 2 || !line.Text.StartsWith("version:", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: '{TextLines.Shown(line.Text)}' belongs in no file of points, which has version, n_points, and the points between braces.");
            }
        }

        return state == 2 && announced == points.Count
            ? points
            : throw new InvalidDataException($"{path} is truncated or no file of points: it announces {announced?.ToString(CultureInfo.InvariantCulture) ?? "no number of"} points and holds {points.Count}; copy it again.");
    }

    private static (float X, float Y) Point(TextLine line, string path)
    {
        var parts = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && Number(parts[0]) is { } x && Number(parts[1]) is { } y
            ? (x, y)
            : throw new InvalidDataException($"{path}, line {line.Number}: '{TextLines.Shown(line.Text)}' is no point; it should read {Shape}.");
    }

    /// <summary>A coordinate in pixels, or null.</summary>
    internal static float? Number(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Farthest ? number : null;
}
