using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DomainAdaptation.Benchmarks;

/// <summary>A contender that has been started: it waits to be told what to do and answers in lines of JSON.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process process;
    private readonly StringBuilder errors = new();

    private WorkerProcess(Contender contender, Process process)
    {
        Contender = contender;
        this.process = process;
        process.ErrorDataReceived += (_, e) => { lock (errors) { errors.AppendLine(e.Data); } };
        process.BeginErrorReadLine();
        Hello = Read();
        if (Hello.TryGetProperty("error", out var error))
        {
            throw new BenchmarkException(error.GetString()!);
        }

        Unavailable = Hello.TryGetProperty("unavailable", out var why) ? why.GetString()
            : contender.BFloat16 && Autocast.Fastest != Precision.BFloat16 ? "This processor has no instructions for brain floats"
            : null;
    }

    public Contender Contender { get; }

    public int Id => process.Id;

    /// <summary>Its first words: versions and the like.</summary>
    public JsonElement Hello { get; }

    /// <summary>Why it cannot be measured here, or null.</summary>
    public string? Unavailable { get; }

    /// <summary>Starts a contender and waits until it is ready.</summary>
    /// <exception cref="BenchmarkException">It cannot be started, or measuring it would be unfair; the message says why.</exception>
    public static WorkerProcess Start(Contender contender, int threads, params IReadOnlyList<string> arguments)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(contender.Program, [.. contender.Arguments, "--threads", count, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = count;
        start.Environment["WORKBENCH_FAST"] = contender.FastPath ?? "none";
        try
        {
            return new WorkerProcess(contender, Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BenchmarkException($"{contender.Name} cannot be started: {e.Message}. Name a Python that has PyTorch with --python.");
        }
    }

    /// <summary>Tells at once, not after minutes, that there is no PyTorch or that its BLAS would make a comparison unfair.</summary>
    /// <exception cref="BenchmarkException">It is so.</exception>
    public static void RequireFairPeer(string python, int threads)
    {
        using var peer = Start(Contender.All(python).Single(c => c.Name == Contender.PlainPeer), threads, "--samples", "64");
    }

    /// <summary>Tells it something and waits for the answer.</summary>
    /// <exception cref="BenchmarkException">It ended instead.</exception>
    public JsonElement Ask(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
        return Read();
    }

    public void Dispose()
    {
        process.StandardInput.Close(); // the end of the input is the end of the worker
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private JsonElement Read()
    {
        var line = process.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult();
        if (line is not null)
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }

        process.WaitForExit();
        lock (errors)
        {
            throw new BenchmarkException($"{Contender.Name} ended with code {process.ExitCode} and the words: {string.Join(' ', errors.ToString().Trim().Split('\n').TakeLast(3))}");
        }
    }
}
