using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>The notebooks of the repository, and the kernel's runner as a program.</summary>
internal static class NotebookFiles
{
    private static readonly Dictionary<string, string> Needs = new(StringComparer.Ordinal)
    {
        ["02"] = "mnist mnist_m bsds500",
        ["03"] = "svhn",
        ["04"] = "svhn mnist",
        ["05"] = "gtsrb bsds500",
        ["06"] = "gtsrb bsds500",
        ["07"] = "office31 weights",
        ["08"] = "mnist bsds500",
        ["09"] = "mnist svhn",
        ["13"] = "camvid",
        ["14"] = "pacs",
    };

    public static string Folder { get; } = Repository.PathOf("notebooks");

    public static TheoryData<string> All { get; } = [.. Directory.GetFiles(Folder, "*.ipynb").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    public static string Text(JsonNode? value) => value is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string?)value ?? "";

    /// <summary>Skips the test where the data of a notebook are not at hand.</summary>
    public static void RequireDataOf(string notebook) => RealData.Home(Needs.GetValueOrDefault(notebook[..2], "").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The parameters with which a notebook takes least, and leaves its runs in a folder.</summary>
    public static (string Name, string Value)[] SmallestScale(string notebook, string output) => notebook[..2] switch
    {
        "01" => [("steps", "100")],
        "10" => [],
        "11" => [("epochs", "1"), ("output", output)],
        _ => [("scale", "smoke"), ("output", output)],
    };

    /// <summary>Puts a cell that sets parameters after the one that declares them, as the runner and papermill do.</summary>
    public static void Inject(JsonNode notebook, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var cells = notebook["cells"]!.AsArray();
        var declared = cells.IndexOf(cells.First(c => c!["metadata"]!["tags"] is JsonArray tags && tags.Any(t => (string?)t == "parameters")));
        var fsharp = (string?)notebook["metadata"]!["kernelspec"]!["language"] == "F#";
        var lines = parameters.Select(p => (p.Name, Value: int.TryParse(p.Value, out _) ? p.Value : $"@\"{p.Value}\""))
            .Select(p => fsharp ? $"let {p.Name} = {p.Value}" : $"{p.Name} = {p.Value};");
        cells.Insert(declared + 1, Code(string.Join('\n', lines)));
    }

    /// <summary>A notebook of code cells for .NET Interactive.</summary>
    /// <param name="language">"csharp" or "fsharp".</param>
    /// <param name="cells">Their code.</param>
    public static JsonObject Of(string language, IEnumerable<string> cells) => new()
    {
        ["cells"] = new JsonArray([.. cells.Select(Code)]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-" + language, ["display_name"] = language } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };

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

    private static JsonObject Code(string source) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = Guid.NewGuid().ToString("N")[..8],
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray(),
        ["source"] = source,
    };
}
