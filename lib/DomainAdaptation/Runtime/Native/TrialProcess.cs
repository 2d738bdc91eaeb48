using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace DomainAdaptation;

/// <summary>A child process that tries parts one after another, a line each.</summary>
/// <remarks>
/// It is this assembly itself, run by the .NET that runs this process, whatever the host is. It is told where TorchSharp and the native libraries were
/// found, because they may lie in packages' folders.
/// </remarks>
internal sealed class TrialProcess : IDisposable
{
    private readonly List<string> left;
    private readonly TimeSpan patience;
    private readonly DirectoryInfo? folder;
    private readonly Process? process;
    private readonly string obstacle = "";

    private TrialProcess(IReadOnlyList<string> parts, TrialSettings settings)
    {
        left = [.. parts];
        patience = settings.Patience;
        try
        {
            var library = typeof(TrialProcess).Assembly.Location;
            var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory()));
            var dotnet = Path.Combine(framework.Parent?.Parent?.Parent?.FullName ?? "", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            if (!File.Exists(library) || !File.Exists(dotnet))
            {
                obstacle = "could not be made: this program brings its own .NET, and no other is at hand";
                return;
            }

            folder = Directory.CreateTempSubdirectory("workbench-trial-");
            var config = Path.Combine(folder.FullName, "runtimeconfig.json");
            var dependencies = Path.Combine(folder.FullName, "deps.json"); // none: what lies beside the library would be taken for them
            File.WriteAllText(config, TrialContract.RuntimeConfig(framework.Name, settings.Saboteur));
            File.WriteAllText(dependencies, """{ "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" }, "targets": { ".NETCoreApp,Version=v10.0": {} }, "libraries": {} }""");
            var start = new ProcessStartInfo(dotnet, ["exec", "--runtimeconfig", config, "--depsfile", dependencies, library, .. parts])
            {
                WorkingDirectory = folder.FullName, // if it leaves a core, then here
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            foreach (var name in start.Environment.Keys.Where(n => Processor.IsTalk(n) || n.StartsWith("WORKBENCH_", StringComparison.Ordinal)
                         || n is "DOTNET_STARTUP_HOOKS" or "DOTNET_ADDITIONAL_DEPS" or "DOTNET_SHARED_STORE" or "CORECLR_ENABLE_PROFILING").ToList())
            {
                start.Environment.Remove(name);
            }

            start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
            start.Environment["OMP_WAIT_POLICY"] = "PASSIVE"; // threads that spin while they wait take ten times as long on a busy machine
            process = Process.Start(start)!;
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            obstacle = $"could not be made: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}";
        }
    }

    /// <summary>Starts a child. That it could not be started is told by its first outcome.</summary>
    public static TrialProcess Start(IReadOnlyList<string> parts, TrialSettings settings) => new(parts, settings);

    /// <summary>Waits for what comes of the next part; when the child ends there, that part was its end.</summary>
    public TrialOutcome Next()
    {
        if (process is null)
        {
            return new([.. left], obstacle, Lasting.Process, IsLast: true);
        }

        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < patience)
        {
            var line = process.StandardOutput.ReadLineAsync();
            if (!line.Wait(patience - clock.Elapsed))
            {
                break;
            }

            if (line.Result is null)
            {
                return Ended();
            }

            if (TrialContract.Understand(line.Result, left[0]) is var (reason, lasting)) // else somebody else's words
            {
                var part = left[0];
                left.RemoveAt(0);
                return new([part], reason, lasting, IsLast: left.Count == 0);
            }
        }

        return new([left[0]], string.Create(System.Globalization.CultureInfo.InvariantCulture, $"was not done after {patience.TotalSeconds:0} seconds"), Lasting.Day, IsLast: true);
    }

    public void Dispose()
    {
        try
        {
            if (process is not null)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(TimeSpan.FromSeconds(5));
                process.Dispose();
            }

            folder?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone already, or the system clears the folder away some day.
        }
    }

    private TrialOutcome Ended()
    {
        process!.WaitForExit(patience);
        var (how, lasting) = Ending.Of(process.ExitCode);
        return lasting == Lasting.Process
            ? new([.. left], how, lasting, IsLast: true)
            : new([left[0]], how, lasting, IsLast: true);
    }
}
