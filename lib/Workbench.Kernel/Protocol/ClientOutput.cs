using System.Text;
using System.Text.Json.Nodes;
using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Protocol;

/// <summary>Sends a cell's output to the clients. Console text is gathered for some milliseconds, so that a loop of prints is not a flood of messages.</summary>
/// <param name="sockets">Where to send it.</param>
/// <param name="request">The request that runs the cell.</param>
/// <param name="count">The cell's number.</param>
/// <param name="silent">Whether to send nothing at all.</param>
/// <param name="inputs">How to ask the reader; null when the client takes no questions.</param>
internal sealed class ClientOutput(JupyterSockets sockets, JupyterMessage request, int count, bool silent, InputRequests? inputs) : ICellOutput, IDisposable
{
    private const int MostWaiting = 1 << 16;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly StringBuilder waiting = new();
    private string stream = "stdout";
    private Timer? timer;
    private bool scheduled;

    /// <inheritdoc/>
    public void Write(string stream, string text)
    {
        lock (gate)
        {
            if (this.stream != stream)
            {
                SendText();
                this.stream = stream;
            }

            waiting.Append(text);
            if (waiting.Length > MostWaiting)
            {
                SendWholeText();
            }
            else if (!scheduled)
            {
                scheduled = true;
                timer ??= new Timer(_ => Flush());
                timer.Change(Delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId) => Send("display_data", Content(bundle, displayId));

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => Send("update_display_data", Content(bundle, displayId));

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
        var content = Content(bundle, null);
        content["execution_count"] = count;
        Send("execute_result", content);
    }

    /// <inheritdoc/>
    public void Error(CellError error) => Send("error", Replies.Error(error));

    /// <inheritdoc/>
    public Task<string> ReadInput(string prompt, bool password, CancellationToken cancellation)
    {
        Flush();
        return inputs is null
            ? throw new InvalidOperationException("The cell asks for input, and the client that runs it takes no questions.")
            : inputs.Ask(request, prompt, password, cancellation);
    }

    /// <summary>Sends the text that waits.</summary>
    public void Flush()
    {
        lock (gate)
        {
            scheduled = false;
            SendWholeText();
        }
    }

    public void Dispose()
    {
        Flush();
        // What a background task still writes is sent by a new timer.
        lock (gate)
        {
            SendText();
            timer?.Dispose();
            timer = null;
        }
    }

    private void Send(string type, JsonObject content)
    {
        lock (gate)
        {
            SendText();
            if (!silent)
            {
                sockets.Publish(type, request.Header, content);
            }
        }
    }

    // The first half of a character waits for the second.
    private void SendWholeText()
    {
        var half = waiting.Length > 0 && char.IsHighSurrogate(waiting[^1]) ? waiting[^1].ToString() : "";
        waiting.Length -= half.Length;
        SendText();
        waiting.Append(half);
    }

    private void SendText()
    {
        if (waiting.Length > 0 && !silent)
        {
            sockets.Publish("stream", request.Header, new JsonObject { ["name"] = stream, ["text"] = waiting.ToString() });
        }

        waiting.Clear();
    }

    private static JsonObject Content(MimeBundle bundle, string? displayId) => new()
    {
        ["data"] = bundle.ToJson(),
        ["metadata"] = new JsonObject(),
        ["transient"] = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId },
    };
}
