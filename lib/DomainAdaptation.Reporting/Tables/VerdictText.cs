using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DomainAdaptation.Reporting;

/// <summary>Verdicts as Markdown, HTML and JSON.</summary>
internal static class VerdictText
{
    /// <summary>The heads of <see cref="VerdictRow.Cells"/>; numbers stand to the right.</summary>
    public static IReadOnlyList<(string Name, bool IsNumber)> Columns { get; } =
        [("experiment", false), ("method", false), ("paper", true), ("replication", true), ("ours", true), ("gap covered", true), ("minutes a run", true), ("verdict", false)];

    /// <summary>The heads of <see cref="VerdictRow.MainCells"/>.</summary>
    public static IReadOnlyList<(string Name, bool IsNumber)> MainColumns { get; } = [("experiment", false), ("paper", true), ("ours", true), ("verdict", false)];

    public static string Markdown(IReadOnlyList<(string Name, bool IsNumber)> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("| ").AppendJoin(" | ", columns.Select(c => c.Name)).Append(" |\n|").AppendJoin("|", columns.Select(c => c.IsNumber ? "---:" : "---")).Append("|\n");
        foreach (var cells in rows)
        {
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return text.ToString();
    }

    public static string Html(IEnumerable<VerdictRow> rows)
    {
        var html = new StringBuilder("<table class=\"verdicts\">\n<thead><tr>");
        foreach (var (name, number) in Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" style=\"text-align:{Side(number)}\">{name}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr title=\"{WebUtility.HtmlEncode(row.Command)}\">");
            foreach (var (cell, column) in row.Cells.Zip(Columns))
            {
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"text-align:{Side(column.IsNumber)}\">{WebUtility.HtmlEncode(cell)}</td>");
            }

            html.Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>\n").ToString();

        static string Side(bool number) => number ? "right" : "left";
    }

    public static string Json(IEnumerable<VerdictRow> rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                Write(json, row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, VerdictRow row)
    {
        Text("experiment", row.Experiment);
        Text("method", row.Method);
        Number("published", row.Published.Accuracy);
        Text("publishedMethod", row.Published.Method);
        Text("texts", row.Texts);
        Number("replication", row.Replication?.Accuracy);
        Number("accuracy", row.Ours?.AccuracyMean);
        Number("interval", row.Ours?.AccuracyInterval);
        Text("seeds", row.Ours is { } ours ? Numbers.Seeds(ours.Seeds) : null);
        Number("gapCovered", row.Ours?.GapCovered);
        Text("scale", row.Ours?.Scale);
        Text("protocol", row.Ours?.Protocol);
        Text("data", row.Ours?.Data);
        Number("minutesPerRun", row.Minutes);
        Text("verdict", row.Words);
        Text("reason", row.Reason);
        Text("command", row.Command);

        void Text(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        void Number(string name, double? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, Math.Round(number, 6));
            }
        }
    }
}
