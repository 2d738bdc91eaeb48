using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Runner;

/// <summary>A notebook file of format 4, as JSON that keeps what this program does not know.</summary>
internal sealed class NotebookDocument
{
    private const int Format = 4, Minor = 5;
    private readonly JsonObject json;

    private NotebookDocument(JsonObject json)
    {
        this.json = json;
        Cells = json["cells"]!.AsArray();
    }

    /// <summary>All cells, in order.</summary>
    public JsonArray Cells { get; }

    /// <summary>The language that the notebook says its code is in.</summary>
    public string Language =>
        Engine.Language.Of((string?)json["metadata"]?["kernelspec"]?["language"])
        ?? Engine.Language.Of((string?)json["metadata"]?["language_info"]?["name"])
        ?? Engine.Language.Of((string?)json["metadata"]?["kernelspec"]?["name"])
        ?? Engine.Language.CSharp;

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="CellException">It is missing, or not a notebook of this format.</exception>
    public static NotebookDocument Read(string file)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject json && json["cells"] is JsonArray && (int?)json["nbformat"] == Format)
            {
                return new NotebookDocument(json);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CellException($"There is no notebook {file}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new CellException($"{file} is not a notebook: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellException($"{file} cannot be read: {e.Message}");
        }

        throw new CellException($"{file} is not a notebook of format {Format}.");
    }

    /// <summary>The code of a notebook or script, cell by cell, each with its language.</summary>
    public static IReadOnlyList<(string Code, string Language)> CodeOf(string file)
    {
        switch (Path.GetExtension(file).ToUpperInvariant())
        {
            case ".IPYNB":
                var notebook = Read(file);
                return [.. notebook.Cells.Where(IsCode).Select(c => (Source(c!), notebook.LanguageOf(c!)))];
            case ".FS" or ".FSX":
                return [(File.ReadAllText(file), Engine.Language.FSharp)];
            default:
                return [(File.ReadAllText(file), Engine.Language.CSharp)];
        }
    }

    public static bool IsCode(JsonNode? cell) => (string?)cell?["cell_type"] == "code";

    public static bool HasTag(JsonNode? cell, string tag) => cell?["metadata"]?["tags"] is JsonArray tags && tags.Any(t => (string?)t == tag);

    /// <summary>A cell's text; the format allows one string or many.</summary>
    public static string Source(JsonNode cell) => cell["source"] switch
    {
        JsonArray lines => string.Concat(lines.Select(l => (string?)l)),
        { } text => (string?)text ?? "",
        null => "",
    };

    /// <summary>Text as the format wants it: an array with a string for each line, its newline included.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[from..end]);
            from = end;
        }

        return lines;
    }

    /// <summary>A cell's language: the notebook's, unless an editor marked the cell as another.</summary>
    public string LanguageOf(JsonNode cell) =>
        Engine.Language.Of((string?)cell["metadata"]?["polyglot_notebook"]?["kernelName"])
        ?? Engine.Language.Of((string?)cell["metadata"]?["dotnet_interactive"]?["language"])
        ?? Language;

    /// <summary>Brings it to the newest minor format, gives every cell an id, and removes old outputs.</summary>
    public void Prepare()
    {
        json["nbformat_minor"] = Math.Max(Minor, (int?)json["nbformat_minor"] ?? 0);
        var metadata = json["metadata"] as JsonObject;
        if (metadata is null)
        {
            json["metadata"] = metadata = [];
        }

        metadata["language_info"] = Languages.LanguageInfo.Of(Language);
        metadata.Remove("workbench"); // of outputs that are gone
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Cells.Count; i++)
        {
            var cell = Cells[i]!.AsObject();
            var id = (string?)cell["id"];
            for (var n = i + 1; id is null || !ids.Add(id); n++)
            {
                id = "cell-" + n.ToString(CultureInfo.InvariantCulture);
                if (ids.Contains(id))
                {
                    id = null;
                }
            }

            cell["id"] = id;
            cell["metadata"] ??= new JsonObject();
            cell["source"] = Lines(Source(cell));
            if (IsCode(cell))
            {
                cell["outputs"] = new JsonArray();
                cell["execution_count"] = null;
            }
        }
    }

    /// <summary>Notes which code the outputs are of: the SHA-256 of all code cells, in <c>metadata.workbench.source_sha256</c>.</summary>
    public void Stamp()
    {
        var sources = Cells.Where(c => IsCode(c) && !HasTag(c, "injected-parameters")).Select(c => Source(c!));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', sources)));
        json["metadata"]!["workbench"] = new JsonObject { ["source_sha256"] = Convert.ToHexStringLower(hash) };
    }

    /// <summary>Writes it, under a temporary name first.</summary>
    public void Write(string file)
    {
        var temporary = file + ".partial";
        File.WriteAllText(temporary, NotebookJson.Write(json));
        File.Move(temporary, file, overwrite: true);
    }
}
