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
        Engine.Language.Of(json["metadata"].Member("kernelspec").Member("language").Text())
        ?? Engine.Language.Of(json["metadata"].Member("language_info").Member("name").Text())
        ?? Engine.Language.Of(json["metadata"].Member("kernelspec").Member("name").Text())
        ?? Engine.Language.CSharp;

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="CellException">It is missing, or not a notebook of this format.</exception>
    public static NotebookDocument Read(string file)
    {
        try
        {
            if (StrictJson.Parse(File.ReadAllText(file)) is JsonObject json && json["cells"] is JsonArray cells && json["nbformat"].Number() == Format)
            {
                return Fault(json, cells) is { } fault ? throw new CellException($"{file} is not a notebook: {fault}.") : new NotebookDocument(json);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CellException($"There is no notebook {file}.");
        }
        catch (JsonException e)
        {
            throw new CellException($"{file} is not a notebook: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or OutOfMemoryException)
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

    public static bool IsCode(JsonNode? cell) => cell.Member("cell_type").Text() == "code";

    public static bool HasTag(JsonNode? cell, string tag) => cell.Member("metadata").Member("tags") is JsonArray tags && tags.Any(t => t.Text() == tag);

    /// <summary>A cell's text; the format allows one string or many.</summary>
    public static string Source(JsonNode cell) => cell["source"] switch
    {
        JsonArray lines => string.Concat(lines.Select(l => l.Text())),
        var text => text.Text() ?? "",
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
        Engine.Language.Of(cell["metadata"].Member("polyglot_notebook").Member("kernelName").Text())
        ?? Engine.Language.Of(cell["metadata"].Member("dotnet_interactive").Member("language").Text())
        ?? Language;

    /// <summary>Brings it to the newest minor format, gives every cell an id, and removes old outputs.</summary>
    public void Prepare()
    {
        json["nbformat_minor"] = Math.Max(Minor, json["nbformat_minor"].Number() ?? 0);
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
            var id = cell["id"].Text();
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

    // What is read later must be of the kind that the format says; the rest is kept as it is.
    private static string? Fault(JsonObject json, JsonArray cells)
    {
        if (json["metadata"] is not (null or JsonObject))
        {
            return "its metadata are no object";
        }

        for (var i = 0; i < cells.Count; i++)
        {
            var fault = cells[i] is not JsonObject cell ? "is no object"
                : cell["cell_type"].Text() is null ? "has no cell_type"
                : cell["metadata"] is not (null or JsonObject) ? "has metadata that are no object"
                : cell["source"] is null || cell["source"].Text() is not null || (cell["source"] is JsonArray lines && lines.All(l => l.Text() is not null)) ? null
                : "has a source that is no text";
            if (fault is not null)
            {
                return string.Create(CultureInfo.InvariantCulture, $"cell {i + 1} of the file {fault}");
            }
        }

        return null;
    }
}
