using System.Diagnostics;

namespace DomainAdaptation.Tests;

/// <summary>How a program ended and what it said.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines on standard error.</summary>
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>Runs a program within a time limit, and leaves nothing of it behind.</summary>
internal static class Tool
{
    /// <summary>The folder of the .NET that these tests run in.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Runs <c>dotnet</c> in the repository.</summary>
    /// <exception cref="TimeoutException">It took longer than the limit, and was ended with all that it had started.</exception>
    public static ToolResult Dotnet(TimeSpan limit, params IReadOnlyList<string> arguments) => Dotnet(limit, new Dictionary<string, string>(), arguments);

    public static ToolResult Dotnet(TimeSpan limit, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        Run("dotnet", Repository.Root, limit, environment, arguments);

    /// <summary>Runs a program in a folder.</summary>
    /// <exception cref="TimeoutException">It took longer than the limit, and was ended with all that it had started.</exception>
    public static ToolResult Run(string program, string folder, TimeSpan limit, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A build server would outlive the build and hold on to its output.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1"; // two threads on a busy machine are slower than one
        start.Environment["DOTNET_ROOT"] = DotnetRoot; // a program that was built asks for it where the SDK is not in its usual place
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var (output, error) = (new Lines(), new Lines());
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => output.Add(e.Data);
        process.ErrorDataReceived += (_, e) => error.Add(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} was not done after {limit.TotalSeconds:F0} s. It said:\n{output}\n{error}");
        }

        // The pipes may stay open in a server that the program started; what it said itself is here a moment later.
        output.AwaitEnd(TimeSpan.FromSeconds(5));
        error.AwaitEnd(TimeSpan.FromSeconds(5));
        return new ToolResult(process.ExitCode, output.ToString(), error.ToString());
    }

    private sealed class Lines
    {
        private readonly List<string> lines = [];
        private readonly TaskCompletionSource end = new();

        public void Add(string? line)
        {
            if (line is null)
            {
                end.TrySetResult();
                return;
            }

            lock (lines)
            {
                lines.Add(line);
            }
        }

        public void AwaitEnd(TimeSpan limit) => end.Task.Wait(limit);

        public override string ToString()
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }
}
