using System.Runtime.ExceptionServices;
using Microsoft.DotNet.Interactive;
using Workbench.Kernel.Display;
using Workbench.Kernel.Languages;

namespace Workbench.Kernel.Engine;

/// <summary>Runs cells, one at a time, and keeps what they declared. It knows neither Jupyter nor notebook files.</summary>
internal sealed class CellEngine : IDisposable
{
    private static int handlesFailures;

    private readonly NuGetRestore packages = new();
    private readonly string folder;
    private readonly Lock gate = new();
    private readonly Lazy<Task<CSharpSession>> csharp;
    private readonly Lazy<Task<FSharpSession>> fsharp;
    private CellThread thread = new();
    private CancellationTokenSource? running;
    private CellWork? work;

    /// <summary>Prepares a session. The compiler of its language warms up in the background; the other is not touched before a cell needs it.</summary>
    /// <param name="folder">What relative paths in cells are relative to: the notebook's folder.</param>
    /// <param name="language">The language that most cells will be in.</param>
    public CellEngine(string folder, string language)
    {
        this.folder = folder;
        ConsoleCapture.Install();
        if (Interlocked.Exchange(ref handlesFailures, 1) == 0)
        {
            // A thread that a cell started fails: that ends the thread, not the session.
            ExceptionHandling.SetUnhandledExceptionHandler(e =>
            {
                if (CellContext.Current is { Cancellation.IsCancellationRequested: false } cell)
                {
                    cell.Output.Write("stderr", "On a thread of its own: " + e + "\n");
                }

                return true;
            });
        }

        csharp = new(() => Task.Run(() =>
        {
            var session = new CSharpSession(folder, packages);
            session.WarmUp();
            return session;
        }));
        // Made on a thread of the pool, which no interrupt wakes.
        fsharp = new(() => Task.Run(() => new FSharpSession(folder, packages)));
        Ready = language == Language.FSharp ? fsharp.Value : csharp.Value;
        _ = Task.Run(() => ValueFormatter.Format(1));
    }

    /// <summary>Ends when the compiler of the session's language is warm.</summary>
    public Task Ready { get; }

    /// <summary>The packages and sources that cells asked for.</summary>
    public NuGetRestore Packages => packages;

    /// <summary>The C# session, once the compiler is warm.</summary>
    public Task<CSharpSession> CSharp => csharp.Value;

    /// <summary>The F# session, if there is one already.</summary>
    public FSharpSession? FSharp => fsharp is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? fsharp.Value.Result : null;

    /// <summary>Whether a cell is running.</summary>
    public bool IsRunning
    {
        get
        {
            lock (gate)
            {
                return running is not null;
            }
        }
    }

    /// <summary>Runs a cell to its end.</summary>
    /// <param name="code">Its text, with directives.</param>
    /// <param name="language">The language it begins in: <see cref="Language.CSharp"/> or <see cref="Language.FSharp"/>.</param>
    /// <param name="output">Where its output goes; errors too.</param>
    /// <param name="path">What error messages call the cell.</param>
    /// <returns>Why it failed; null when it did not.</returns>
    public async Task<CellError?> Execute(string code, string language, ICellOutput output, string path)
    {
        using var cancellation = new CancellationTokenSource();
        lock (gate)
        {
            running = cancellation;
        }

        output = new CappedOutput(output);
        var context = new CellContext(this, output, cancellation.Token);
        context.Enter();
        try
        {
            await Execute(code, language, context, cancellation, path);
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Fail(CellError.Interrupted());
        }
        catch (CellException e)
        {
            return Fail(e.Error);
        }
        catch (Exception e)
        {
            // A formatter or a directive failed outside the cell's own code.
            return Fail(Traceback.Of(e));
        }
        finally
        {
            CellContext.Leave();
            lock (gate)
            {
                running = null;
            }
        }

        CellError Fail(CellError error)
        {
            output.Error(error);
            return error;
        }
    }

    /// <summary>Ends the running cell, if there is one; what it declared and the session live on.</summary>
    public void Interrupt()
    {
        CellWork? now;
        lock (gate)
        {
            if (running is null)
            {
                return;
            }

            now = work;
            if (now is null)
            {
                // It is compiling, or waits for packages.
                _ = Task.Run(running.Cancel);
            }
        }

        _ = now?.Interrupt();
    }

    /// <summary>Runs code on the cell thread, where it can be interrupted.</summary>
    /// <exception cref="CellException">It threw, or was interrupted.</exception>
    public async Task RunOnThread(Func<Task> body, CellContext context, CancellationTokenSource cancellation, bool pumped = true)
    {
        var item = new CellWork(
            () =>
            {
                context.Enter();
                return body();
            },
            pumped,
            cancellation);
        lock (gate)
        {
            cancellation.Token.ThrowIfCancellationRequested();
            work = item;
        }

        CellEnd end;
        try
        {
            thread.Post(item);
            end = await item.End;
            await item.Cleared;
        }
        finally
        {
            lock (gate)
            {
                work = null;
            }
        }

        if (item.Abandoned)
        {
            thread.Dispose();
            thread = new CellThread();
            throw new CellException(CellError.Interrupted("It could not be stopped: it goes on by itself, and the next cell runs on another thread."));
        }

        if (end.Interrupted)
        {
            throw new CellException(CellError.Interrupted());
        }

        if (end.Failure is { } failure)
        {
            throw failure as CellException ?? new CellException(Traceback.Of(failure));
        }
    }

    /// <summary>Runs a text as part of the running cell.</summary>
    /// <returns>Why it failed; null when it did not.</returns>
    public async Task<CellError?> Nested(string code, string language, CellContext context, CancellationTokenSource cancellation, string path)
    {
        try
        {
            await Execute(code, language, context, cancellation, path);
            return null;
        }
        catch (CellException e)
        {
            return e.Error;
        }
    }

    public void Dispose() => thread.Dispose();

    private async Task Execute(string code, string language, CellContext context, CancellationTokenSource cancellation, string path)
    {
        var parts = CellPart.Split(code, language);
        var lastCode = parts.Select((p, i) => (p, i)).LastOrDefault(x => x.p.Language is not null).i;
        using var directives = new Directives(this, context, cancellation, folder, language);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part.Directive is not null)
            {
                await directives.Run(part.Directive, part.Text);
                continue;
            }

            void Show(object? value)
            {
                if (value is DisplayedValue)
                {
                    return;
                }

                var bundle = ValueFormatter.Format(value);
                if (i == lastCode)
                {
                    context.Output.Result(bundle);
                }
                else
                {
                    context.Output.Display(bundle, null);
                }
            }

            await (part.Language switch
            {
                Language.CSharp => RunCSharp(part.Text, path, Show, context, cancellation),
                Language.FSharp => RunFSharp(part.Text, path, Show, context, cancellation),
                _ => Text(part, context),
            });
        }
    }

    private async Task RunCSharp(string code, string path, Action<object?> show, CellContext context, CancellationTokenSource cancellation)
    {
        var session = await csharp.Value;
        // Not on the cell thread: an interrupt in the middle of the compiler could leave it broken.
        var cell = await Task.Run(() => session.Compile(packages.TakeSources(code), path, cancellation.Token), cancellation.Token);
        if (cell.Start is not { } start)
        {
            return;
        }

        await RunOnThread(
            async () =>
            {
                var value = await start();
                if (cell.HasResult)
                {
                    show(value);
                }
            },
            context,
            cancellation);
    }

    private async Task RunFSharp(string code, string path, Action<object?> show, CellContext context, CancellationTokenSource cancellation)
    {
        var session = await fsharp.Value;
        var prepared = await Task.Run(() => session.Prepare(packages.TakeSources(code), cancellation.Token), cancellation.Token);
        await RunOnThread(
            () =>
            {
                if (session.Evaluate(prepared, path, cancellation.Token) is { } result)
                {
                    show(result.Value);
                }

                return Task.CompletedTask;
            },
            context,
            cancellation,
            pumped: false);
    }

    private static Task Text(CellPart part, CellContext context)
    {
        context.Output.Display(
            part.Language switch
            {
                Language.Markdown => MimeBundle.Of("text/markdown", part.Text),
                Language.Javascript => MimeBundle.Of(MimeBundle.Html, $"<script type=\"text/javascript\">{part.Text}</script>"),
                _ => MimeBundle.Of(MimeBundle.Html, part.Text),
            },
            null);
        return Task.CompletedTask;
    }
}
