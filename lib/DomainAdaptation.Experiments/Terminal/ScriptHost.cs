using System.Globalization;
using System.Runtime.InteropServices;

namespace DomainAdaptation.Reporting;

/// <summary>Runs a script's body between the command line and the exit code.</summary>
internal static class ScriptHost
{
    public static int Run(Script script, IReadOnlyList<string> args, Action<ScriptSession> body, TextWriter output, TextWriter error)
    {
        ParsedCommandLine line;
        try
        {
            var reader = new CommandLineReader(script);
            if (reader.WroteHelp(args, output))
            {
                return ExitCode.Done;
            }

            line = reader.Read(args);
        }
        catch (UsageException e)
        {
            error.WriteLine(e.Message);
            return ExitCode.Misused;
        }

        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, cancellation));
        using var session = new ScriptSession(line, TerminalConsole.Create(output), cancellation.Token);
        try
        {
            using var folder = (script.Takes ?? Script.StandardOptions).Contains("out", StringComparer.Ordinal) ? OutputFolder.Prepare(line.Options.Out) : null;
            if (line.Options.Threads is { } threads)
            {
                NativeBackend.EnsureLoaded();
                TorchSharp.torch.set_num_threads(threads);
            }

            if (line.Options.Verbose)
            {
                var here = ThisMachine.Environment();
                session.Say(string.Create(CultureInfo.InvariantCulture, $"libtorch {here.LibTorch} on {here.Processor}, {here.Threads} threads. Fast path: {here.FastPath}."));
            }

            body(session);
            return ExitCode.Done;
        }
        catch (OperationCanceledException e) when (e is TrainingStoppedException || cancellation.IsCancellationRequested)
        {
            session.CloseProgress();
            error.WriteLine(e is TrainingStoppedException ? e.Message : "Stopped." + ((script.Takes ?? Script.StandardOptions).Contains("resume", StringComparer.Ordinal)
                ? " The same command with --resume goes on from here." : ""));
            return ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // This is the outermost frame: whatever comes out of a script is told here.
        catch (Exception e)
#pragma warning restore CA1031
        {
            session.CloseProgress();
            error.WriteLine(Failure.Explain(e, line.Options.Out) ?? $"{e}{Environment.NewLine}{script.Name} met an error it did not expect. The lines above say where; please report them with the command you ran.");
            return e is OperationCanceledException ? ExitCode.Failed : ExitCode.Of(e); // nobody pressed Ctrl+C
        }
    }

    // The first Ctrl+C asks the training to stop at the next step; the second ends the process at once.
    private static void Cancel(PosixSignalContext signal, CancellationTokenSource cancellation)
    {
        try
        {
            signal.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            signal.Cancel = false;
        }
    }
}
