using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>The real .NET Interactive in the real Jupyter, where both are installed; its kernels are registered in a folder of its own.</summary>
internal sealed class InteractiveJupyter : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TemporaryFolder folder = new();
    private readonly string tools;

    public InteractiveJupyter()
    {
        // Where dotnet puts its global tools, if the shell does not say so.
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools"));
        tools = places.FirstOrDefault(p => File.Exists(Path.Combine(p, OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive"))) ?? "";
        Assert.SkipUnless(tools.Length > 0, "The tool dotnet-interactive is not installed.");
        Assert.SkipUnless(File.Exists(Python) && Run(Python, ["-c", "import nbconvert, nbclient"], "").ExitCode == 0, "Jupyter's nbconvert is not installed.");
        // Each kernel takes a port of the range that was free a moment ago: two that start together must not look in one range.
        var ports = 20_000 + (Random.Shared.Next(400) * 100);
        var (code, said) = Run(
            "dotnet",
            ["interactive", "jupyter", "install", "--http-port-range", string.Create(CultureInfo.InvariantCulture, $"{ports}-{ports + 99}"), "--path", Directory.CreateDirectory(folder.At("kernels")).FullName],
            "");
        Assert.True(code == 0, said);
    }

    /// <summary>Executes a notebook as a reader's Run All does, in the folder of the repository's notebooks.</summary>
    /// <returns>The executed notebook.</returns>
    public JsonNode Execute(JsonNode notebook)
    {
        var (code, said) = Run(Python, ["-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=1200", "--stdin", "--output", folder.At("executed")], notebook.ToJsonString());
        Assert.True(code == 0, said);
        return NotebookFiles.Read(folder.At("executed.ipynb"));
    }

    public void Dispose() => folder.Dispose();

    private (int ExitCode, string Said) Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = NotebookFiles.Folder,
        };
        start.Environment["PATH"] = tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["JUPYTER_PATH"] = folder.Path;
        start.Environment["JUPYTER_CONFIG_DIR"] = folder.At("config"); // not the user's own
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1"; // two threads on a busy machine are slower than one
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
