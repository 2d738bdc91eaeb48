using System.ComponentModel;
using System.Diagnostics;

namespace DomainAdaptation;

/// <summary>Runs the ordinary client of a package registry, such as npm or dotnet, to fetch a package.</summary>
internal static class PackageClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The client of this name on the PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end, without input, and shows nothing of its output.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="DataFetchException">It could not be started or took too long; the message ends a sentence.</exception>
    public static async Task<int> RunAsync(string client, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(client, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.ReadToEndAsync(patience.Token);
                var errors = process.StandardError.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                await output;
                await errors;
            }
            catch (OperationCanceledException e)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                throw new DataFetchException($"took more than {Patience.TotalMinutes:0} minutes", e);
            }

            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw new DataFetchException($"could not be started ({e.Message})", e);
        }
    }
}
