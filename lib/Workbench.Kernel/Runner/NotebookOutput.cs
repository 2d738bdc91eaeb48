using System.Text.Json.Nodes;
using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Runner;

/// <summary>Collects a cell's output as the notebook format keeps it.</summary>
internal sealed class NotebookOutput(JsonObject cell, int number, Dictionary<string, List<JsonObject>> displays) : ICellOutput
{
    /// <summary>Held while outputs are changed or written. One for all cells: what one cell showed, another may update.</summary>
    public static readonly Lock Gate = new();

    private readonly JsonArray outputs = cell["outputs"]!.AsArray();
    private readonly System.Text.StringBuilder pending = new();
    private string pendingStream = "";

    /// <inheritdoc/>
    public void Write(string stream, string text)
    {
        lock (Gate)
        {
            if (pendingStream != stream)
            {
                FlushText();
                pendingStream = stream;
            }

            pending.Append(text);
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId)
    {
        lock (Gate)
        {
            FlushText();
            var output = new JsonObject { ["output_type"] = "display_data", ["data"] = Data(bundle), ["metadata"] = new JsonObject() };
            outputs.Add(output);
            if (displayId is not null)
            {
                displays.TryAdd(displayId, []);
                displays[displayId].Add(output);
            }
        }
    }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId)
    {
        lock (Gate)
        {
            foreach (var output in displays.GetValueOrDefault(displayId, []))
            {
                output["data"] = Data(bundle);
            }
        }
    }

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
        lock (Gate)
        {
            FlushText();
            outputs.Add(new JsonObject { ["output_type"] = "execute_result", ["data"] = Data(bundle), ["execution_count"] = number, ["metadata"] = new JsonObject() });
        }
    }

    /// <inheritdoc/>
    public void Error(CellError error)
    {
        lock (Gate)
        {
            FlushText();
            outputs.Add(new JsonObject
            {
                ["output_type"] = "error",
                ["ename"] = error.Name,
                ["evalue"] = error.Message,
                ["traceback"] = new JsonArray([.. error.Traceback.Select(l => JsonValue.Create(l))]),
            });
        }
    }

    /// <inheritdoc/>
    public Task<string> ReadInput(string prompt, bool password, CancellationToken cancellation) =>
        throw new InvalidOperationException("The cell asks for input, and there is nobody to ask: the notebook runs without a client.");

    /// <summary>Puts the text that is still waiting among the outputs.</summary>
    public void Flush()
    {
        lock (Gate)
        {
            FlushText();
        }
    }

    private void FlushText()
    {
        if (pending.Length > 0)
        {
            outputs.Add(new JsonObject { ["output_type"] = "stream", ["name"] = pendingStream, ["text"] = NotebookDocument.Lines(pending.ToString()) });
            pending.Clear();
        }
    }

    private static JsonObject Data(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (type, value) in bundle.ToJson().ToArray())
        {
            data[type] = MimeBundle.IsJson(type) ? value?.DeepClone()
                : type.StartsWith("image/", StringComparison.Ordinal) && type != "image/svg+xml" ? JsonValue.Create((string?)value)
                : NotebookDocument.Lines((string?)value ?? "");
        }

        return data;
    }
}
