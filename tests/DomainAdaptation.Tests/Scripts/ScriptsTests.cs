using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace DomainAdaptation.Tests;

/// <summary>The scripts build, the F# scripts type-check, and what a user may do wrong is told in one sentence.</summary>
public sealed partial class ScriptsTests : IDisposable
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(5), RunLimit = TimeSpan.FromMinutes(3);

    // Each script is built once, one after another: they all build the libraries first.
    private static readonly ConcurrentDictionary<string, ToolResult> Builds = new(StringComparer.Ordinal);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> CSharpScripts => [.. Names("scripts", "*.cs")];

    public static TheoryData<string> FSharpScripts => [.. Names("scripts/fsharp", "*.fsx")];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(CSharpScripts))]
    public void A_script_builds(string script) => AssertDone(Build(script));

    [Theory]
    [MemberData(nameof(FSharpScripts))]
    public void An_FSharp_script_type_checks(string script)
    {
        AssertDone(Build("lib/DomainAdaptation.Reporting"));
        AssertDone(Tool.Dotnet(RunLimit, "fsi", "--typecheck-only", "--checknulls+", "--warnaserror+", script));
    }

    [Fact]
    public void Every_experiment_has_an_FSharp_twin()
    {
        var experiments = Names("scripts", "*.cs").Where(s => Text(s).Contains("Experiment.Experiment", StringComparison.Ordinal) || Text(s).Contains("script.RunAll(", StringComparison.Ordinal)).ToList();
        Assert.Contains("scripts/mnist-to-mnistm.cs", experiments);
        Assert.Empty(experiments.Select(s => $"scripts/fsharp/{Path.GetFileNameWithoutExtension(s)}.fsx").Except(Names("scripts/fsharp", "*.fsx"), StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_load_script_references_dlls()
    {
        var scripts = Names("scripts/fsharp", "*.fsx").Where(s => Reference().IsMatch(Text(s)));
        Assert.Equal(["scripts/fsharp/workbench.fsx"], scripts);
    }

    // A host may copy a dll away from those beside it, so that nothing is found that is not named.
    [Fact]
    public void The_load_script_for_REPLs_references_every_dll_of_the_output_folder()
    {
        AssertDone(Build("lib/DomainAdaptation.Reporting"));
        var folder = Repository.PathOf("lib", "DomainAdaptation.Reporting", "bin", "Debug", "net10.0");
        var referenced = Reference().Matches(Text("scripts/workbench.csx")).Select(m => Path.GetFullPath(m.Groups["path"].Value, Repository.PathOf("scripts")));
        Assert.Equal(Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal), referenced.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Quickstart_and_its_FSharp_twin_learn_the_same_weights()
    {
        string[] options = ["--scale", "smoke", "--threads", "1", "--out"];
        AssertDone(Run("scripts/quickstart.cs", [.. options, folder.At("cs")]));
        AssertDone(Run("scripts/fsharp/quickstart.fsx", [.. options, folder.At("fs")]));
        var records = new RunStore(folder.At("cs", "runs.jsonl")).ReadAll();
        Assert.Equal([Methods.SourceOnly, Methods.Dann, Methods.TrainOnTarget], records.Select(r => r.Method));
        Assert.Equal(records.Select(Result), new RunStore(folder.At("fs", "runs.jsonl")).ReadAll().Select(Result));
        Assert.True(File.Exists(folder.At("cs", "report.html")));
        Assert.True(File.Exists(folder.At("fs", "report.html")));

        static string Result(RunRecord r) => RunStore.ToJson(r with { Started = default, WallSeconds = 0 });
    }

    // A cache of its own, so that everything is tried: as on a processor that has no more than this.
    [Theory]
    [InlineData("AVX2", "avx2")]
    [InlineData("SSE41", "default")]
    public void Quickstart_learns_on_lesser_processors(string oneDnn, string aten)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only there a variable tells where the user's cache is");
        var environment = new Dictionary<string, string> { ["ONEDNN_MAX_CPU_ISA"] = oneDnn, ["ATEN_CPU_CAPABILITY"] = aten, ["XDG_DATA_HOME"] = folder.At("cache"), ["WORKBENCH_FAST"] = "" };
        var result = Run("scripts/quickstart.cs", environment, "--scale", "smoke", "--methods", Methods.Dann, "--verbose", "--out", folder.At("out"));
        AssertDone(result);
        var record = Assert.Single(new RunStore(folder.At("out", "runs.jsonl")).ReadAll());
        Assert.StartsWith("allocator, layout, ", record.Environment.FastPath, StringComparison.Ordinal);
        Assert.Contains($"Fast path: {record.Environment.FastPath}.", result.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(folder.At("cache", "domain-adaptation-workbench", "trials")));
    }

    [Theory]
    [InlineData("scripts/quickstart.cs")]
    [InlineData("scripts/fsharp/quickstart.fsx")]
    public void Seeds_that_are_none_are_told_in_one_line(string script) =>
        AssertOneLine(Run(script, "--seeds", "banana", "--out", folder.At("out")), exitCode: 2, "banana");

    [Fact]
    public void Missing_records_are_told_in_one_line() =>
        AssertOneLine(Run("scripts/results.cs", "--from", folder.At("nothing")), exitCode: 1, folder.At("nothing"));

    [Fact]
    public void The_data_sets_are_listed()
    {
        var result = Run("scripts/get-data.cs", "--list", "--data", folder.At("data"));
        AssertDone(result);
        Assert.All(DataFetcher.Sets, set => Assert.Contains($"\n{set} ", result.Output, StringComparison.Ordinal));
    }

    // Without a network, so that nothing is fetched: every way out ends at a closed port.
    [Fact]
    public void Missing_data_is_told_in_one_line() =>
        AssertOneLine(Run("scripts/mnist-to-mnistm.cs", NoNetwork, "--scale", "smoke", "--data", folder.At("data"), "--out", folder.At("out")), exitCode: 1, "MNIST");

    [Fact]
    public void An_output_folder_below_a_file_is_told_in_one_line()
    {
        var file = folder.Write("file", "not a folder");
        var output = Path.Combine(file, "out");
        AssertOneLine(Run("scripts/quickstart.cs", "--scale", "smoke", "--out", output), exitCode: 1, output);
    }

    [Fact]
    public void A_read_only_output_folder_is_told_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc, where nobody can write, not even root");
        AssertOneLine(Run("scripts/quickstart.cs", "--scale", "smoke", "--out", "/proc/workbench"), exitCode: 1, "/proc/workbench");
    }

    private static IReadOnlyDictionary<string, string> NoNetwork { get; } = new[] { "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "npm_config_registry" }
        .ToDictionary(name => name, _ => "http://127.0.0.1:9", StringComparer.Ordinal)
        .Append(new("npm_config_fetch_retries", "0")).Append(new("no_proxy", "")).Append(new("NO_PROXY", ""))
        .ToDictionary(StringComparer.Ordinal);

    private static ToolResult Run(string script, params string[] arguments) => Run(script, new Dictionary<string, string>(), arguments);

    private static ToolResult Run(string script, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        if (script.EndsWith(".fsx", StringComparison.Ordinal))
        {
            AssertDone(Build("lib/DomainAdaptation.Reporting"));
            return Tool.Dotnet(RunLimit, environment, ["fsi", script, .. arguments]);
        }

        AssertDone(Build(script));
        return Tool.Dotnet(RunLimit, environment, ["run", "--no-build", script, "--", .. arguments]);
    }

    // F# scripts and REPLs reference the Debug output, whatever configuration the tests run in.
    private static ToolResult Build(string scriptOrProject) => Builds.GetOrAdd(
        scriptOrProject, path => Tool.Dotnet(BuildLimit, "build", path, "-c", "Debug", "-v", "quiet", "-nologo"));

    private static void AssertDone(ToolResult result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
    }

    private static void AssertOneLine(ToolResult result, int exitCode, string says)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.True(result.ErrorLines is [var line] && line.EndsWith('.'), result.ToString());
        Assert.Contains(says, result.ErrorLines[0], StringComparison.Ordinal);
        // What it says on the way there is progress, which has no table and no stack trace in it.
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
        Assert.True(result.Output.Count(c => c == '\n') <= 3, result.ToString());
    }

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), pattern).Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal);

    private static string Text(string script) => File.ReadAllText(Repository.PathOf(script.Split('/')));

    [GeneratedRegex("^#r \"(?<path>.+)\"", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
