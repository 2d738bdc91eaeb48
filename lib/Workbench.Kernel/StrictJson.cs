using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Kernel;

/// <summary>Reads JSON that somebody else wrote. What it returns can be read to the last string: a node as parsed finds keys given twice, half characters and bytes that are no text only when it is asked for them.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Parses UTF-8.</summary>
    /// <exception cref="JsonException">It is no JSON, or has a key twice, or a text that is none.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = JsonNode.Parse(utf8, documentOptions: Options);
            Read(json);
            return json;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonNode? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The member of that name; null when the node is no object, or has none.</summary>
    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>The string that a node is; null when it is something else.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number that a node is; null when it is something else.</summary>
    public static int? Number(this JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static void Read(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    Read(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Read(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }
}
