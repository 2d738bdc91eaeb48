using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>The notebooks of the repository, and the kernel's runner as a program.</summary>
internal static class NotebookFiles
{
    public static string Folder { get; } = Repository.PathOf("notebooks");

    public static TheoryData<string> All { get; } = [.. Directory.GetFiles(Folder, "*.ipynb").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    public static string Text(JsonNode? value) => value is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string?)value ?? "";

    /// <summary>Runs a notebook and returns what went wrong, or nothing.</summary>
    public static string Run(string notebook, string executed, params string[] parameters)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        var kernel = Repository.PathOf("lib", "Workbench.Kernel", "bin", "Debug", "net10.0", "Workbench.Kernel.dll");
        foreach (var argument in new[] { kernel, "run", Path.Combine(Folder, notebook + ".ipynb"), "--out", executed }.Concat(parameters.SelectMany(p => new[] { "--parameter", p })))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OMP_NUM_THREADS"] = "1"; // two threads on a busy machine are slower than one
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        output.Wait();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}: {errors}";
    }
}
