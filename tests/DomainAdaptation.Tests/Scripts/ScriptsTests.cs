using System.Text.RegularExpressions;

namespace DomainAdaptation.Tests;

/// <summary>The scripts build, the F# scripts type-check, and what a user may do wrong is told in one sentence.</summary>
[Collection(Programs.Name)]
public sealed partial class ScriptsTests(DigitFolders digits) : IDisposable
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> CSharpScripts => [.. Names("scripts", "*.cs")];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(CSharpScripts))]
    public void A_script_builds(string script) => AssertDone(Builds.Of(script));

    // All in one compiler, which takes seconds to start. What each does with its options is Script's work, which the tests below see in some of them.
    [Fact]
    public void The_FSharp_scripts_type_check_without_a_warning_and_end_with_the_exit_code_of_their_run()
    {
        AssertDone(Builds.Of(Builds.Libraries));
        var scripts = Names("scripts/fsharp", "*.fsx").Where(s => s != "scripts/fsharp/workbench.fsx").ToList();
        Assert.Contains("scripts/fsharp/quickstart.fsx", scripts);
        var all = folder.Write("all.fsx", string.Concat(scripts.Select(s => $"#load @\"{Repository.PathOf(s.Split('/'))}\"\n")));
        AssertDone(Tool.Dotnet(RunLimit, "fsi", "--checknulls+", "--warnaserror+", "--typecheck-only", all));
        Assert.All(scripts, s => Assert.Matches(@"\.Run\(Array\.tail fsi\.CommandLineArgs, \w+\)\s+\|> exit\s*$", Text(s)));
    }

    [Fact]
    public void A_type_error_a_warning_and_a_null_in_an_FSharp_script_are_seen()
    {
        AssertDone(Builds.Of(Builds.Libraries));
        var load = $"#load @\"{Repository.PathOf("scripts", "fsharp", "workbench.fsx")}\"\n";
        Assert.All([("let n : int = \"one\"", "FS0001"), ("let first (x: int option) = match x with Some n -> n", "FS0025"), ("let name : string = null", "FS3261")], wrong =>
        {
            var script = folder.Write("wrong.fsx", load + wrong.Item1);
            var all = folder.Write("all.fsx", $"#load @\"{script}\"\n");
            var result = Tool.Dotnet(RunLimit, "fsi", "--checknulls+", "--warnaserror+", "--typecheck-only", all);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains(wrong.Item2, result.Error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_experiment_has_an_FSharp_twin()
    {
        var experiments = Names("scripts", "*.cs").Where(s => Text(s).Contains("Experiment.Experiment", StringComparison.Ordinal) || Text(s).Contains("script.RunAll(", StringComparison.Ordinal) || Text(s).Contains("script.RunVariants(", StringComparison.Ordinal)).ToList();
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
        AssertDone(Builds.Of(Builds.Libraries));
        var folder = Repository.PathOf("lib", "DomainAdaptation.Experiments", "bin", "Debug", "net10.0");
        var referenced = Reference().Matches(Text("scripts/workbench.csx")).Select(m => Path.GetFullPath(m.Groups["path"].Value, Repository.PathOf("scripts")));
        Assert.Equal(Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal), referenced.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Quickstart_and_its_FSharp_twin_learn_the_same_weights()
    {
        string[] options = ["--scale", "smoke", "--threads", "1", "--out"];
        AssertDone(Tool.Dotnet(RunLimit, ["run", "scripts/quickstart.cs", "--", .. options, folder.At("cs")])); // as the README has it
        AssertDone(Run("scripts/fsharp/quickstart.fsx", [.. options, folder.At("fs")]));
        var records = new RunStore(folder.At("cs", "runs.jsonl")).ReadAll();
        Assert.Equal([Methods.SourceOnly, Methods.Dann, Methods.TrainOnTarget], records.Select(r => r.Method));
        Assert.Equal(records.Select(Result), new RunStore(folder.At("fs", "runs.jsonl")).ReadAll().Select(Result));
        Assert.True(File.Exists(folder.At("cs", "report.html")));
        Assert.True(File.Exists(folder.At("fs", "report.html")));

        static string Result(RunRecord r) => RunStore.ToJson(r with { Started = default, WallSeconds = 0 });
    }

    [Fact]
    public void Two_folders_become_a_page_a_table_and_a_model_that_another_program_uses()
    {
        var result = Run("scripts/adapt.cs", "--source", digits.Labelled, "--source", digits.Labelled, "--target", digits.WithOneBroken, "--methods", Methods.SourceOnly, "--out", folder.At("out"), "--tensorboard", "--resume");
        AssertDone(result);
        Assert.Single(Directory.GetFiles(folder.At("out", "tensorboard", Methods.SourceOnly), "events.out.tfevents.*"));
        Assert.Contains("passed over in the target (1)", result.Output, StringComparison.Ordinal);
        Assert.All(["report.html", "predictions.csv", "record.json", "model/model.json", "model/model.safetensors", "model/model.onnx"], file => Assert.True(File.Exists(folder.At(["out", .. file.Split('/')])), file));
        var predicted = Run("scripts/predict.cs", folder.At("out", "model"), digits.WithOneBroken, "--csv", folder.At("again.csv"));
        AssertDone(predicted);
        Assert.Contains("50 predictions, 1 files passed over", predicted.Output, StringComparison.Ordinal);
        Assert.Equal(Classes(folder.At("out", "predictions.csv")), Classes(folder.At("again.csv")));
        AssertOneLine(Run("scripts/adapt.cs", "--target", digits.Unlabelled), exitCode: 2, "--source FOLDER is missing");
        AssertOneLine(Run("scripts/predict.cs", digits.Labelled, digits.Unlabelled), exitCode: 1, "There is no model in");

        static IEnumerable<string> Classes(string csv) => File.ReadLines(csv).Select(l => string.Join(',', l.Split(',')[..2]));
    }

    // Verdicts are kept for each value of these variables: so all is tried as on a processor that has no more than this.
    [Theory]
    [InlineData("AVX2", "avx2")]
    [InlineData("SSE41", "default")]
    public void Quickstart_learns_on_lesser_processors(string oneDnn, string aten)
    {
        var environment = new Dictionary<string, string> { ["ONEDNN_MAX_CPU_ISA"] = oneDnn, ["ATEN_CPU_CAPABILITY"] = aten, ["WORKBENCH_FAST"] = "" };
        var result = Run("scripts/quickstart.cs", environment, "--scale", "smoke", "--methods", Methods.Dann, "--verbose", "--out", folder.At("out"));
        AssertDone(result);
        var record = Assert.Single(new RunStore(folder.At("out", "runs.jsonl")).ReadAll());
        Assert.Contains("layout", record.Environment.FastPath, StringComparison.Ordinal);
        Assert.Contains($"Fast path: {record.Environment.FastPath}.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scripts/quickstart.cs")]
    [InlineData("scripts/fsharp/quickstart.fsx")]
    public void Seeds_that_are_none_are_told_in_one_line(string script) =>
        AssertOneLine(Run(script, "--seeds", "banana", "--out", folder.At("out")), exitCode: 2, "banana");

    [Theory]
    [MemberData(nameof(CSharpScripts))]
    public void A_wrong_option_ends_every_script_with_2(string script) =>
        AssertOneLine(Run(script, "--nonsense", "3"), exitCode: 2, "--nonsense");

    [Theory]
    [InlineData("scripts/quickstart.cs", "--variant", "foo")]
    [InlineData("scripts/fsharp/quickstart.fsx", "--variant", "foo")]
    [InlineData("scripts/mnist-to-mnistm.cs", "--methods", "labelled-target")]
    [InlineData("scripts/reproduce.cs", "--only", "foo")]
    [InlineData("scripts/fsharp/reproduce.fsx", "--only", "foo")]
    [InlineData("scripts/embedding.cs", "--points", "many")]
    [InlineData("scripts/fsharp/embedding.fsx", "--points", "0")]
    [InlineData("scripts/get-data.cs", "cifar")]
    [InlineData("scripts/generate.cs", "numbers", "--count", "banana", "--out", "x")]
    [InlineData("scripts/generate.cs", "signs", "--size", "0", "--out", "x")]
    public void A_wrong_value_ends_with_2_and_nothing_is_made(string script, params string[] arguments)
    {
        var hasOut = arguments[0][0] == '-';
        AssertOneLine(Run(script, hasOut ? [.. arguments, "--out", folder.At("out")] : arguments), exitCode: 2, arguments[^(arguments.Length > 3 ? 3 : 1)]);
        Assert.False(Directory.Exists(folder.At("out")));
    }

    [Theory]
    [InlineData("scripts/mnist-to-mnistm.cs", "--data")]
    [InlineData("scripts/fsharp/mnist-to-mnistm.fsx", "--data")]
    [InlineData("scripts/choosing.cs", "--data")]
    [InlineData("scripts/embedding.cs", "--data")]
    [InlineData("scripts/results.cs", "--from")]
    [InlineData("scripts/adapt.cs", "--source")]
    [InlineData("scripts/get-data.cs", "mnist", "--from")]
    [InlineData("scripts/generate.cs", "numbers", "--out", "x", "--fonts")]
    [InlineData("scripts/generate.cs", "signs", "--out", "x", "--data")]
    public void A_folder_that_is_not_there_is_told_and_not_made(string script, params string[] arguments)
    {
        AssertOneLine(Run(script, NoNetwork, [.. arguments, folder.At("NOWHERE")]), exitCode: 2, $"no {(arguments[^1] == "--data" && !script.Contains("generate", StringComparison.Ordinal) ? "folder" : "file or folder")} {folder.At("NOWHERE")}.");
        Assert.False(Directory.Exists(folder.At("NOWHERE")));
    }

    [Theory]
    [InlineData("scripts/quickstart.cs", "--out")]
    [InlineData("scripts/results.cs", "--out")]
    [InlineData("scripts/get-data.cs", "--data")]
    [InlineData("scripts/generate.cs", "numbers", "--out")]
    public void A_new_folder_is_made_only_in_one_that_is_there(string script, params string[] arguments)
    {
        AssertOneLine(Run(script, NoNetwork, [.. arguments, folder.At("mistyped", "new")]), exitCode: 2, $"no folder {folder.At("mistyped")} to make it in");
        Assert.False(Directory.Exists(folder.At("mistyped")));
    }

    // All that is missing is told at once, before MNIST is fetched, with the folder in the command that helps.
    [Theory]
    [InlineData("scripts/mnist-to-mnistm.cs", "bsds500 and mnist_m", "get-data.cs -- bsds500 mnist_m --data ")]
    [InlineData("scripts/fsharp/mnist-to-mnistm.fsx", "bsds500 and mnist_m", "get-data.cs -- bsds500 mnist_m --data ")]
    [InlineData("scripts/mnist-variants.cs", "bsds500", "get-data.cs -- bsds500 --data ")]
    [InlineData("scripts/office31.cs", "office31", "get-data.cs -- office31 --data ")]
    [InlineData("scripts/office31.cs", "office31 and weights", "get-data.cs -- office31 weights --data ", "--variant", "squeezenet")]
    [InlineData("scripts/semi-supervised-signs.cs", "gtsrb and gtsrb/Meta and bsds500", "get-data.cs -- gtsrb bsds500 --data ")]
    public void All_that_is_missing_is_told_before_anything_is_fetched_or_made(string script, string missing, string command, params string[] options)
    {
        var data = Directory.CreateDirectory(folder.At("data")).FullName;
        var result = Run(script, NoNetwork, ["--scale", "smoke", "--data", data, "--out", folder.At("out"), .. options]);
        AssertOneLine(result, exitCode: 1, $"needs {missing} in {data}. Run: dotnet run scripts/{command}{data}");
        Assert.Empty(result.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
        Assert.False(Directory.Exists(folder.At("out")));
    }

    [Fact]
    public void A_variable_that_names_no_folder_is_told_and_none_is_made()
    {
        var environment = new Dictionary<string, string>(NoNetwork, StringComparer.Ordinal) { [DataHome.Variable] = folder.At("NOWHERE") };
        AssertOneLine(Run("scripts/mnist-to-svhn.cs", environment, "--scale", "smoke", "--out", folder.At("out")), exitCode: 1, $"There is no folder {folder.At("NOWHERE")}, which WORKBENCH_DATA names.");
        Assert.False(Directory.Exists(folder.At("NOWHERE")));
    }

    [Fact]
    public void Smoke_says_that_it_says_nothing()
    {
        var result = Run("scripts/quickstart.cs", "--scale", "smoke", "--out", folder.At("smoke"));
        AssertDone(result);
        Assert.Contains("smoke: too few steps for the numbers to mean anything.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Domain classifier", result.Output, StringComparison.Ordinal);
        var report = File.ReadAllText(folder.At("smoke", "report.html"));
        Assert.Contains("too few steps for their numbers to mean anything", report, StringComparison.Ordinal);
        Assert.All(["published", "source</th>"], column => Assert.DoesNotContain(column, report, StringComparison.Ordinal));
        Assert.DoesNotContain("published", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_sets_are_listed()
    {
        var result = Run("scripts/get-data.cs", "--list", "--data", folder.At("data"));
        AssertDone(result);
        Assert.All(DataFetcher.Sets, set => Assert.Contains($"\n{set} ", result.Output, StringComparison.Ordinal));
    }

    // Every way out ends at a closed port.
    [Fact]
    public void Without_a_network_it_is_told_what_could_not_be_fetched()
    {
        foreach (var set in new[] { "bsds500", "mnist_m" })
        {
            Directory.CreateDirectory(folder.At("data", set));
        }

        AssertOneLine(Run("scripts/mnist-to-mnistm.cs", NoNetwork, "--scale", "smoke", "--data", folder.At("data"), "--out", folder.At("out")), exitCode: 1, "MNIST could not be fetched");
    }

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
            AssertDone(Builds.Of(Builds.Libraries));
            return Tool.Dotnet(RunLimit, environment, ["fsi", script, .. arguments]);
        }

        return Tool.Run(Builds.Program(script), Repository.Root, RunLimit, environment, arguments);
    }

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
