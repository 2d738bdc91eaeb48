using System.Text.Json.Nodes;

namespace Workbench.Kernel.Protocol;

/// <summary>Questions to the reader, one at a time.</summary>
internal sealed class InputRequests(JupyterSockets sockets) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private TaskCompletionSource<string>? waiting;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public async Task<string> Ask(JupyterMessage request, string prompt, bool password, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = answer;
            sockets.Reply(Channel.Stdin, request, "input_request", new JsonObject { ["prompt"] = prompt, ["password"] = password });
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            waiting = null;
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>Takes an answer; one that nobody waits for is dropped.</summary>
    public void Answer(JupyterMessage reply)
    {
        if (reply.Type == "input_reply" && reply.Text("value") is { } value)
        {
            waiting?.TrySetResult(value);
        }
    }
}
