using System.Globalization;

namespace DomainAdaptation;

/// <summary>A CSV file of GTSRB: the images with their size, the rectangle of the sign, and its class.</summary>
/// <remarks>
/// Two layouts: the authors', <c>Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId</c>, and Kaggle's, the same with
/// commas and <c>Path</c> for the file. The columns may come in any order.
/// </remarks>
internal static class GtsrbTable
{
    private static readonly string[] Numbers = ["Width", "Height", "Roi.X1", "Roi.Y1", "Roi.X2", "Roi.Y2", "ClassId"];

    /// <param name="content">The file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="folder">The folder that the names of the images are relative to.</param>
    /// <exception cref="InvalidDataException">A line is malformed; the message names file and line.</exception>
    public static IReadOnlyList<GtsrbRow> Parse(byte[] content, string path, string folder)
    {
        var root = TextLines.Root(folder);
        var rows = new List<GtsrbRow>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var separator = ';';
        int[]? columns = null;
        var count = 0;
        foreach (var line in TextLines.Of(content, path, "width, height, rectangle, class and file"))
        {
            if (columns is null)
            {
                separator = line.Text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
                var titles = line.Text.Split(separator);
                columns = [.. Numbers.Append(titles.Contains("Path", StringComparer.Ordinal) ? "Path" : "Filename").Select(t => Array.IndexOf(titles, t))];
                count = titles.Length;
                if (columns.Contains(-1))
                {
                    throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(line.Text)}\" should name the columns {string.Join(", ", Numbers)}, and Filename or Path.");
                }

                continue;
            }

            var parts = line.Text.Split(separator);
            var values = new int[Numbers.Length];
            for (var i = 0; i < values.Length; i++)
            {
                if (parts.Length != count || !int.TryParse(parts[columns[i]], NumberStyles.None, CultureInfo.InvariantCulture, out values[i]))
                {
                    throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(line.Text)}\" should hold {count} values, {Numbers[i]} a whole number.");
                }
            }

            var name = parts[columns[^1]];
            var file = TextLines.Inside(root, name) ?? throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(name)}\" is no file within the folder of the images.");
            if (!seen.Add(file))
            {
                throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(name)}\" is listed twice.");
            }

            var row = new GtsrbRow(file, values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
            if (row.Class >= Gtsrb.ClassCount || row.Left > row.Right || row.Top > row.Bottom || row.Left >= row.Width || row.Top >= row.Height || row.Right > row.Width || row.Bottom > row.Height)
            {
                throw new InvalidDataException($"{path}, line {line.Number}: \"{TextLines.Shown(line.Text)}\" has a class that is not one of 0 to {Gtsrb.ClassCount - 1}, or a rectangle outside the image.");
            }

            rows.Add(row);
        }

        return rows.Count > 0 ? rows : throw new InvalidDataException($"{path} lists no images.");
    }
}
