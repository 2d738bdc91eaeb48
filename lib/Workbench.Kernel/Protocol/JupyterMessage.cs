using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Kernel.Protocol;

/// <summary>A message that came from the client.</summary>
/// <param name="Identities">Whom to answer.</param>
/// <param name="Type">What it asks for.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Header">Its header as it came: the parent header of every answer.</param>
/// <param name="Content">What it says.</param>
internal sealed record JupyterMessage(IReadOnlyList<byte[]> Identities, string Type, string Id, byte[] Header, JsonObject Content)
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    /// <summary>A message's frames: identities, delimiter, signature, and four parts of JSON.</summary>
    public static IReadOnlyList<byte[]> Frames(IEnumerable<byte[]> identities, byte[] signature, IEnumerable<byte[]> parts) => [.. identities, Delimiter, signature, .. parts];

    /// <summary>Reads frames; null when they are no signed message of this client.</summary>
    public static JupyterMessage? Read(IReadOnlyList<byte[]> frames, MessageSigner signer)
    {
        var delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter))
        {
            delimiter++;
        }

        if (frames.Count < delimiter + 6)
        {
            return null;
        }

        var parts = new[] { frames[delimiter + 2], frames[delimiter + 3], frames[delimiter + 4], frames[delimiter + 5] };
        // Nothing of it is looked at before this.
        if (!signer.Verify(frames[delimiter + 1], parts))
        {
            return null;
        }

        try
        {
            return StrictJson.Parse(parts[0]) is JsonObject header && StrictJson.Parse(parts[3]) is JsonObject content
                && header["msg_type"].Text() is { } type && header["msg_id"].Text() is { } id
                ? new JupyterMessage([.. frames.Take(delimiter)], type, id, parts[0], content)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string of the content; null when it is missing or something else.</summary>
    public string? Text(string name) => Content[name].Text();

    /// <summary>A flag of the content.</summary>
    public bool Flag(string name, bool otherwise) =>
        Content[name] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? Content[name]!.GetValue<bool>() : otherwise;

    /// <summary>A whole number of the content.</summary>
    public int Number(string name, int otherwise) => Content[name].Number() ?? otherwise;
}
