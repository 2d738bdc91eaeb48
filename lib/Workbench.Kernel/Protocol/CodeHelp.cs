using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Languages;

namespace Workbench.Kernel.Protocol;

/// <summary>What an editor asks about code that is being written. Positions are in Unicode code points, as the protocol counts.</summary>
internal sealed class CodeHelp(CellEngine engine, string language)
{
    public async Task<JsonObject> Complete(string code, int cursor)
    {
        var position = Utf16(code, cursor);
        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
        {
            start--;
        }

        var (text, at, partLanguage) = Part(code, position);
        var prefix = code[start..position];
        await Ready(partLanguage);
        IReadOnlyList<string> matches = partLanguage switch
        {
            Language.CSharp => CSharpCompletion.At(await engine.CSharp, text, at, prefix),
            Language.FSharp when engine.FSharp is { } session => await Task.Run(() => FSharpCompletion.At(session, text, at, prefix)),
            _ => [],
        };
        return Replies.Ok([
            KeyValuePair.Create<string, JsonNode?>("matches", new JsonArray([.. matches.Select(m => JsonValue.Create(m))])),
            KeyValuePair.Create<string, JsonNode?>("cursor_start", CodePoints(code, start)),
            KeyValuePair.Create<string, JsonNode?>("cursor_end", CodePoints(code, position)),
            KeyValuePair.Create<string, JsonNode?>("metadata", new JsonObject())]);
    }

    public async Task<JsonObject> Inspect(string code, int cursor)
    {
        var (text, at, partLanguage) = Part(code, Utf16(code, cursor));
        await Ready(partLanguage);
        var found = partLanguage switch
        {
            Language.CSharp => CSharpCompletion.Describe(await engine.CSharp, text, at),
            Language.FSharp when engine.FSharp is { } session => await Task.Run(() => FSharpCompletion.Describe(session, text, at)),
            _ => null,
        };
        return Replies.Ok([
            KeyValuePair.Create<string, JsonNode?>("found", found is not null),
            KeyValuePair.Create<string, JsonNode?>("data", found is null ? new JsonObject() : new JsonObject { ["text/plain"] = found }),
            KeyValuePair.Create<string, JsonNode?>("metadata", new JsonObject())]);
    }

    public JsonObject IsComplete(string code)
    {
        var (text, _, partLanguage) = Part(code, code.Length);
        if (partLanguage != Language.CSharp)
        {
            // F# is done when a line is blank or ends with ";;".
            var done = partLanguage != Language.FSharp || text.TrimEnd(' ', '\t').EndsWith('\n') || text.TrimEnd().EndsWith(";;", StringComparison.Ordinal) || !text.Contains('\n', StringComparison.Ordinal);
            return Status(done ? "complete" : "incomplete");
        }

        if (!Nesting.IsBounded(text))
        {
            return Status("invalid");
        }

        var tree = CSharpSession.Parse(text);
        return Status(!SyntaxFactory.IsCompleteSubmission(tree) ? "incomplete"
            : tree.GetDiagnostics().Any(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error) ? "invalid" : "complete");
    }

    // The session's own language is soon there; the other one is not started for a question.
    private Task Ready(string partLanguage) => partLanguage == language ? engine.Ready : Task.CompletedTask;

    private static JsonObject Status(string status)
    {
        var reply = new JsonObject { ["status"] = status };
        if (status == "incomplete")
        {
            reply["indent"] = "";
        }

        return reply;
    }

    // The part of the cell that holds the position, blank lines standing for what is before it, and the position in it.
    private (string Text, int Position, string Language) Part(string code, int position)
    {
        var lines = code.Split('\n');
        var current = language;
        var text = new System.Text.StringBuilder();
        var at = 0;
        var from = 0;
        for (var offset = 0; from < lines.Length; from++)
        {
            var line = lines[from];
            var isDirective = line.StartsWith("#!", StringComparison.Ordinal);
            if (isDirective && offset <= position && Language.Of(line[2..].Trim()) is { } next)
            {
                current = next;
                text.Clear();
            }
            else if (isDirective && offset > position)
            {
                break;
            }

            if (offset <= position && position <= offset + line.Length)
            {
                at = text.Length + (isDirective ? 0 : position - offset);
            }

            text.Append(isDirective ? "" : line).Append(from < lines.Length - 1 ? "\n" : "");
            offset += line.Length + 1;
        }

        return (text.ToString(), Math.Min(at, text.Length), current);
    }

    private static int Utf16(string code, int codePoints)
    {
        var index = 0;
        while (codePoints-- > 0 && index < code.Length)
        {
            index += char.IsSurrogatePair(code, index) ? 2 : 1;
        }

        return index;
    }

    private static int CodePoints(string code, int index) => code[..index].EnumerateRunes().Count();
}
