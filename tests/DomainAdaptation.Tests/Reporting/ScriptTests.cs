using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

public sealed class ScriptTests
{
    private static readonly Script Demo = new("demo", "Does nothing.", new ScriptOptions(Variant: "paper"), Extra: [new("mode", "How.", "slow", OneOf: ["slow", "fast"])]);

    [Fact]
    public void Without_arguments_the_scripts_own_defaults_hold() =>
        Assert.Equal(new ScriptOptions(Out: "runs/demo", Variant: "paper"), Demo.Parse([]));

    [Fact]
    public void Every_option_is_read() =>
        Assert.Equal(
            new ScriptOptions(Scale.Paper, [1, 2, 3, 4, 5], "there", "cuda:1", "/", "mine", [Methods.SourceOnly, Methods.Dann], true, 2, Precision.BFloat16, true, Selection.By("snd")),
            Demo.Parse("--scale paper --seeds 1..5 --out there --device cuda:1 --data / --variant mine --methods source-only,dann --resume --threads 2 --precision bf16 --select snd --verbose".Split(' ')));

    [Theory]
    [InlineData("3", new[] { 3 })]
    [InlineData("1,3,7", new[] { 1, 3, 7 })]
    [InlineData("1..5", new[] { 1, 2, 3, 4, 5 })]
    [InlineData("0,2..4,9", new[] { 0, 2, 3, 4, 9 })]
    [InlineData("2..2", new[] { 2 })]
    public void Seeds_are_numbers_lists_and_ranges(string text, int[] expected) =>
        Assert.Equal(expected, Demo.Parse(["--seeds", text]).Seeds);

    [Theory]
    [InlineData("--seeds banana", "--seeds banana: 'banana' is neither a seed nor a range of seeds. Write --seeds 3, --seeds 1,3,7 or --seeds 1..5.")]
    [InlineData("--seeds 5..1", "'5..1' is neither")]
    [InlineData("--seeds 1...3", "is neither")]
    [InlineData("--seeds 1,,2", "is neither")]
    [InlineData("--seeds -1", "is neither")]
    [InlineData("--seeds 99999999999", "is neither")]
    [InlineData("--seeds 0..2147483646", "more than 1000 seeds")]
    [InlineData("--seeds 1,1", "appears twice")]
    [InlineData("--seed 1 --seeds 2", "both given")]
    [InlineData("--scale huge", "Write smoke, quick or paper.")]
    [InlineData("--scale 1", "Write smoke, quick or paper.")]
    [InlineData("--device tpu", "no such device")]
    [InlineData("--methods dan", "'dan' is no method")]
    [InlineData("--threads 0", "from 1 to 1024")]
    [InlineData("--threads many", "from 1 to 1024")]
    [InlineData("--precision half", "--precision half: write f32 or bf16.")]
    [InlineData("--mode medium", "--mode medium: write slow or fast.")]
    [InlineData("--data NOWHERE", "--data NOWHERE: there is no folder ")]
    [InlineData("--sedes 3", "'--sedes' is no option of demo. It takes --scale")]
    [InlineData("stray", "'stray' is no option of demo")]
    [InlineData("--seeds", "--seeds")]
    public void A_mistake_gets_one_clear_sentence_and_exit_code_2(string arguments, string sentence)
    {
        var outcome = Run(arguments, _ => throw new InvalidOperationException("The body must not run."));
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void Verbose_tells_in_one_line_what_computes()
    {
        using var forced = FastPath.Only("allocator,layout");
        var lines = Run("--verbose", s => s.Say("body")).Output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(2, lines.Length);
        var on = MatrixProducts.IsWide ? "allocator, wide, layout" : "allocator, layout"; // what MKL does was settled when the process began
        Assert.EndsWith($"Fast path: {on} (by WORKBENCH_FAST).", lines[0], StringComparison.Ordinal);
        Assert.Equal("body", lines[1]);
    }

    [Fact]
    public void Help_lists_every_option_and_runs_nothing()
    {
        var outcome = Run("--help", _ => throw new InvalidOperationException("The body must not run."));
        Assert.Equal(0, outcome.ExitCode);
        Assert.All([.. Script.StandardOptions, "mode"], option => Assert.Contains("--" + option, outcome.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_script_may_take_fewer_options()
    {
        var outcome = new Script("few", Takes: ["data"]).With(summary: "Less.");
        Assert.Throws<ArgumentException>(() => outcome.Parse(["--scale", "quick"]));
        Assert.Equal("/", outcome.Parse(["--data", "/"]).DataFolder);
    }

    [Fact]
    public void The_value_of_an_extra_option_is_at_hand()
    {
        Assert.Equal("slow\n", Run("", s => s.Say(s.Value("mode"))).Output.ReplaceLineEndings("\n"));
        Assert.Equal("fast\n", Run("--mode fast", s => s.Say(s.Value("mode"))).Output.ReplaceLineEndings("\n"));
    }

    public static TheoryData<Exception, string> Expected { get; } = new()
    {
        { new InvalidDataException("The file is cut short."), "The file is cut short." },
        { new ArgumentOutOfRangeException("Epochs", 0, "Epochs must be at least 1."), "Epochs must be at least 1." },
        { new NativeBackendException("libtorch is missing."), "libtorch is missing." },
        { new AggregateException(new IOException("Gone")), "Gone." },
        { new UnauthorizedAccessException("Access to the path '/x' is denied."), "Access to the path '/x' is denied. Check the permissions, or choose another folder." },
        { new IOException("No space left on device : '/data/weights/a.dat'", 28), "The disk is full: nothing more fits into " },
    };

    [Theory]
    [MemberData(nameof(Expected), DisableDiscoveryEnumeration = true)]
    public void What_can_go_wrong_on_a_machine_gets_one_sentence_and_exit_code_1(Exception error, string sentence)
    {
        var outcome = Run("", _ => throw error);
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_name_that_is_none_of_the_choices_is_the_command_lines_fault()
    {
        var outcome = Run("", _ => MnistToMnistM.Experiment.Recipe("foo"));
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("mnist-to-mnistm has no variant 'foo': use improved or paper", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_output_folder_stays_only_with_something_in_it(bool writes)
    {
        var above = Directory.CreateTempSubdirectory();
        try
        {
            var folder = Path.Combine(above.FullName, "new");
            ScriptOutcome.Of(Demo, ["--out", folder], s =>
            {
                Assert.True(Directory.Exists(folder));
                if (writes)
                {
                    File.WriteAllText(s.PathTo("half"), "");
                }

                throw new InvalidDataException("It failed.");
            });
            Assert.Equal(writes, Directory.Exists(folder));
        }
        finally
        {
            above.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(OptionKind.Existing, "NOWHERE", "there is no file or folder ")]
    [InlineData(OptionKind.NewFolder, "NOWHERE/new", "there is no folder ")]
    [InlineData(OptionKind.Count, "many", "write a whole number, 1 or more.")]
    [InlineData(OptionKind.Count, "0", "write a whole number, 1 or more.")]
    [InlineData(OptionKind.Count, "1.5", "write a whole number, 1 or more.")]
    public void The_kind_of_an_extra_option_is_checked(OptionKind kind, string value, string sentence)
    {
        var script = new Script("kinds", Takes: [], Extra: [new("it", "An option.", Kind: kind)]);
        var outcome = ScriptOutcome.Of(script, ["--it", value], _ => throw new InvalidOperationException("The body must not run."));
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"--it {value}: {sentence}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_keeps_its_stack_trace()
    {
        var outcome = Run("", _ => throw new InvalidOperationException("Sequence contains no elements"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("please report", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_folder_that_cannot_be_written_to_is_found_out_before_the_body_runs()
    {
        var file = Path.GetTempFileName();
        try
        {
            var outcome = ScriptOutcome.Of(Demo, ["--out", file], _ => throw new InvalidOperationException("The body must not run."));
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("cannot be written to", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("--out FOLDER", outcome.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ScriptOutcome Run(string arguments, Action<ScriptSession> body)
    {
        // Scripts write to runs/ by default; tests do not.
        var demo = Demo with { Takes = [.. Script.StandardOptions.Where(o => o != "out" || arguments.Length == 0 || arguments == "--help")] };
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            return ScriptOutcome.Of(demo with { Defaults = demo.Defaults!.With(@out: folder.FullName) }, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), body);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

internal sealed record ScriptOutcome(int ExitCode, string Output, string Error)
{
    public static ScriptOutcome Of(Script script, IReadOnlyList<string> args, Action<ScriptSession> body)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ScriptHost.Run(script, args, body, output, error);
        return new(code, output.ToString(), error.ToString());
    }
}
