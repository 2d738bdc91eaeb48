using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Kernel.Display;

namespace Workbench.Kernel.Runner;

/// <summary>Writes JSON as Jupyter writes notebooks: keys sorted, one space of indentation, characters as they are, a newline at the end. The same notebook gives the same bytes.</summary>
internal static class NotebookJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonObject members:
                text.Append('{');
                var first = true;
                foreach (var (key, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    NextLine(text, depth + 1, ref first);
                    Quote(key, text);
                    text.Append(": ");
                    Write(value, text, depth + 1);
                }

                EndLine(text, depth).Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                var begin = true;
                foreach (var item in items)
                {
                    NextLine(text, depth + 1, ref begin);
                    Write(item, text, depth + 1);
                }

                EndLine(text, depth).Append(']');
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String)
                {
                    Quote(node.GetValue<string>(), text);
                }
                else
                {
                    text.Append(node.ToJsonString());
                }

                break;
        }
    }

    private static void NextLine(StringBuilder text, int depth, ref bool first)
    {
        text.Append(first ? "\n" : ",\n").Append(' ', depth);
        first = false;
    }

    private static StringBuilder EndLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth);

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in ShownText.Valid(value))
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
