using System.Text.Json.Nodes;
using System.Threading.Channels;
using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Languages;

namespace Workbench.Kernel.Protocol;

/// <summary>Answers a Jupyter client: protocol 5.3.</summary>
internal sealed class KernelServer(JupyterSockets sockets, CellEngine engine, string language) : IDisposable
{
    // How long to look for requests that a client sent together with the one that failed.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Channel<JupyterMessage> arrived = System.Threading.Channels.Channel.CreateUnbounded<JupyterMessage>();
    private readonly Queue<JupyterMessage> next = new();
    private readonly List<JupyterMessage> aborted = [];
    private readonly InputRequests inputs = new(sockets);
    private readonly History history = new();
    private readonly CodeHelp help = new(engine, language);
    private int count;

    /// <summary>Serves until a client asks to shut down, or <see cref="Stop"/>.</summary>
    public void Run()
    {
        sockets.ShellReceived = m => arrived.Writer.TryWrite(m);
        sockets.ControlReceived = m => _ = Task.Run(() => Handle(Channel.Control, m));
        sockets.StdinReceived = inputs.Answer;
        _ = Task.Run(HandleShell);
        sockets.Publish("status", null, new JsonObject { ["execution_state"] = "starting" });
        sockets.Run();
    }

    public void Dispose() => inputs.Dispose();

    /// <summary>Ends <see cref="Run"/>.</summary>
    public void Stop() => sockets.Stop();

    private async Task HandleShell()
    {
        while (true)
        {
            if (!next.TryDequeue(out var message))
            {
                message = await arrived.Reader.ReadAsync();
            }

            await Handle(Channel.Shell, message);
            AnswerAborted();
        }
    }

    private async Task Handle(Channel channel, JupyterMessage request)
    {
        Status(request, "busy");
        try
        {
            await Answer(channel, request);
        }
        catch (Exception e)
        {
            // Whatever a client sends, the kernel lives.
            sockets.Reply(channel, request, ReplyType(request), Replies.Error(Traceback.Of(e)));
        }

        Status(request, "idle");
        if (request.Type == "shutdown_request")
        {
            sockets.Stop();
        }
    }

    private async Task Answer(Channel channel, JupyterMessage request)
    {
        var content = request.Type switch
        {
            "execute_request" when channel == Channel.Shell => await Execute(request),
            "kernel_info_request" => Replies.KernelInfo(language),
            "complete_request" => await help.Complete(request.Text("code") ?? "", request.Number("cursor_pos", int.MaxValue)),
            "inspect_request" => await help.Inspect(request.Text("code") ?? "", request.Number("cursor_pos", int.MaxValue)),
            "is_complete_request" => help.IsComplete(request.Text("code") ?? ""),
            "history_request" => history.Answer(request),
            "comm_info_request" => Replies.Ok([KeyValuePair.Create<string, JsonNode?>("comms", new JsonObject())]),
            "shutdown_request" => Replies.Ok([KeyValuePair.Create<string, JsonNode?>("restart", request.Flag("restart", false))]),
            "interrupt_request" => Interrupt(),
            _ => null,
        };
        if (content is not null)
        {
            sockets.Reply(channel, request, ReplyType(request), content);
        }
        else if (request.Type == "comm_open")
        {
            // There are no widgets here; the client is told at once.
            sockets.Publish("comm_close", request.Header, new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
        }
    }

    private async Task<JsonObject> Execute(JupyterMessage request)
    {
        var code = request.Text("code") ?? throw new InvalidOperationException("An execute_request has a code.");
        var silent = request.Flag("silent", false);
        if (!silent && request.Flag("store_history", true))
        {
            count++;
            history.Add(count, code);
        }

        if (!silent)
        {
            sockets.Publish("execute_input", request.Header, new JsonObject { ["code"] = code, ["execution_count"] = count });
        }

        using var output = new ClientOutput(sockets, request, count, silent, request.Flag("allow_stdin", false) ? inputs : null);
        var error = await engine.Execute(code, language, output, "Cell " + count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        output.Flush();
        JsonObject reply;
        if (error is null)
        {
            reply = Replies.Ok([KeyValuePair.Create<string, JsonNode?>("user_expressions", await Expressions(request))]);
            reply["payload"] = new JsonArray();
        }
        else
        {
            reply = Replies.Error(error);
            if (request.Flag("stop_on_error", true))
            {
                await TakeWaiting();
            }
        }

        reply["execution_count"] = count;
        return reply;
    }

    // A cell failed: those that were sent with it are not run. They are taken out before the client hears of the failure,
    // so that what it sends because of it is run, and answered after it.
    private async Task TakeWaiting()
    {
        await Task.Delay(Gathering);
        var waiting = new List<JupyterMessage>(next);
        next.Clear();
        while (arrived.Reader.TryRead(out var message))
        {
            waiting.Add(message);
        }

        foreach (var message in waiting)
        {
            if (message.Type == "execute_request")
            {
                aborted.Add(message);
            }
            else
            {
                next.Enqueue(message);
            }
        }
    }

    private void AnswerAborted()
    {
        foreach (var message in aborted)
        {
            Status(message, "busy");
            sockets.Reply(Channel.Shell, message, "execute_reply", new JsonObject { ["status"] = "aborted", ["execution_count"] = count });
            Status(message, "idle");
        }

        aborted.Clear();
    }

    private async Task<JsonObject> Expressions(JupyterMessage request)
    {
        var results = new JsonObject();
        if (request.Content["user_expressions"] is JsonObject expressions)
        {
            foreach (var (name, expression) in expressions)
            {
                var value = new ExpressionOutput();
                var error = await engine.Execute((string?)expression ?? "", language, value, name);
                results[name] = error is not null ? Replies.Error(error)
                    : new JsonObject { ["status"] = "ok", ["data"] = value.Value?.ToJson() ?? [], ["metadata"] = new JsonObject() };
            }
        }

        return results;
    }

    private JsonObject Interrupt()
    {
        engine.Interrupt();
        return Replies.Ok();
    }

    private void Status(JupyterMessage request, string state) => sockets.Publish("status", request.Header, new JsonObject { ["execution_state"] = state });

    private static string ReplyType(JupyterMessage request) =>
        (request.Type.EndsWith("_request", StringComparison.Ordinal) ? request.Type[..^"_request".Length] : request.Type) + "_reply";
}
