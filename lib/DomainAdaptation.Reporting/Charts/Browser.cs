using System.Diagnostics;

namespace DomainAdaptation.Reporting;

/// <summary>A Chromium or a relative of it that runs without a window.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    /// <summary>The browser's path: that of the variable WORKBENCH_CHROMIUM, else the first on PATH; null where there is none.</summary>
    public static string? Find()
    {
        // A variable that names no file means: none.
        if (Environment.GetEnvironmentVariable("WORKBENCH_CHROMIUM") is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).FirstOrDefault(File.Exists);
    }

    /// <summary>Opens a page, waits until its scripts are done, and returns what it has become; null when that failed or took too long.</summary>
    /// <param name="browser">Path of the browser.</param>
    /// <param name="page">The page's file, in a folder that the browser may use as its own.</param>
    /// <param name="limit">How long to wait.</param>
    public static string? DumpDom(string browser, string page, TimeSpan limit)
    {
        var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            // No sandbox: it cannot be had in a container, and the page is our own.
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-extensions", "--allow-file-access-from-files", "--virtual-time-budget=60000",
            "--user-data-dir=" + Path.Combine(Path.GetDirectoryName(page)!, "profile"), "--dump-dom", new Uri(page).AbsoluteUri,
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start);
        if (process is null)
        {
            return null;
        }

        try
        {
            process.StandardInput.Close();
            var dom = process.StandardOutput.ReadToEndAsync();
            // Read, or a chatty browser would wait for ever.
            _ = process.StandardError.ReadToEndAsync();
            return process.WaitForExit(limit) && dom.Wait(TimeSpan.FromSeconds(5)) && process.ExitCode == 0 ? dom.Result : null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(5000);
            }
        }
    }
}
