using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Kernel.Display;

/// <summary>One thing to show, in one or more formats; a client takes the richest it knows.</summary>
/// <param name="Data">Text by MIME type; of a JSON type, the JSON's text; of an image type, base64.</param>
internal sealed record MimeBundle(IReadOnlyDictionary<string, string> Data)
{
    public const string Html = "text/html", Plain = "text/plain";

    /// <summary>One format only.</summary>
    public static MimeBundle Of(string mimeType, string text) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [mimeType] = text });

    /// <summary>As Jupyter writes it: JSON types as JSON, the others as strings.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (type, text) in Data.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            json[type] = IsJson(type) ? Parse(text) : JsonValue.Create(text);
        }

        return json;
    }

    /// <summary>Whether data of that type is written as JSON.</summary>
    public static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static JsonNode? Parse(string text)
    {
        try
        {
            return StrictJson.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
