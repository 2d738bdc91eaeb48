namespace DomainAdaptation.Tests;

/// <summary>What a folder of runs does when its files, its data or its other users are not what they were.</summary>
public sealed class RunsOnDiskTests : IDisposable
{
    private static readonly ExperimentData Data = DataOf(1);

    // The same names, counts and shapes; other samples.
    private static readonly ExperimentData Other = DataOf(50);

    private static readonly RunRequest Request = new(Methods.SourceOnly, Scale: Scale.Smoke);

    private readonly TemporaryFolder folder = new();

    private string WeightsFile => folder.At("weights", "toy-toy-source-only-smoke-seed1.safetensors");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_interrupted_run_does_not_go_on_with_other_data()
    {
        Interrupt(Runner(Data));
        var error = Assert.Throws<InvalidDataException>(() => Runner(Other).RunAll([Request], resume: true));
        Assert.Contains("was made with other data: source toy source, 40 samples of 5, 2 classes, but with other samples or labels.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Use those again, or start over without resume.", error.Message, StringComparison.Ordinal);
        Assert.Single(Runner(Data).RunAll([Request], resume: true));
    }

    [Fact]
    public void A_finished_run_of_other_data_is_not_taken_and_why_is_told()
    {
        var first = Runner(Data).RunAll([Request])[0];
        var notes = new List<string>();
        var second = Runner(Other).RunAll([Request], resume: true, Notes(notes))[0];
        Assert.NotEqual(first.WeightsSha256, second.WeightsSha256);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Equal($"toy source-only, seed 1, is made again: the one in {folder.At("runs.jsonl")} had data of the same name, but not the same.", Assert.Single(notes));
        // The new one is there; a record that is older than fingerprints is taken as it is.
        Assert.Equal(2, Runner(Other).Store.ReadAll().Count);
        Runner(Other).RunAll([Request], resume: true, NoStep);
        File.WriteAllText(folder.At("runs.jsonl"), RunStore.ToJson(second with { Fingerprint = null }) + "\n");
        Runner(Data).RunAll([Request], resume: true, NoStep);
    }

    [Theory]
    [InlineData("a weight")]
    [InlineData("the normalisation")]
    [InlineData("all")]
    [InlineData("the file")]
    public void A_run_whose_weights_are_damaged_or_gone_is_made_again_and_why_is_told(string what)
    {
        var first = Runner(Data).RunAll([Request])[0];
        var bytes = File.ReadAllBytes(WeightsFile);
        Damage(bytes, what);
        var refused = Record.Exception(() => Runner(Data).LoadNetwork(Request));
        Assert.True(refused is InvalidDataException or FileNotFoundException, refused?.ToString());
        Assert.Contains(WeightsFile, refused!.Message, StringComparison.Ordinal);

        var notes = new List<string>();
        var second = Runner(Data).RunAll([Request], resume: true, Notes(notes))[0];
        Assert.StartsWith($"toy source-only, seed 1, is made again: its weights {WeightsFile} are ", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(first.WeightsSha256, second.WeightsSha256);
        Runner(Data).LoadNetwork(Request).Dispose();
        Runner(Data).RunAll([Request], resume: true, NoStep);
    }

    [Fact]
    public void Whole_weights_that_are_not_those_of_the_record_are_refused()
    {
        var runner = Runner(Data);
        runner.RunAll([Request]);
        using var other = Toy.Network(9);
        Weights.Save(other, WeightsFile);
        var error = Assert.Throws<InvalidDataException>(() => runner.LoadNetwork(Request));
        Assert.Equal($"The weights {WeightsFile} are not those that {folder.At("runs.jsonl")} tells of: they were damaged or replaced. Make that run again.", error.Message);
    }

    [Fact]
    public void A_folder_in_which_runs_are_made_is_refused_to_others_until_they_end()
    {
        var tried = 0;
        Runner(Data).RunAll([Request], progress: new Progress(p =>
        {
            if (p.Step == 2 && p.LastEpoch is null)
            {
                tried++;
                var error = Assert.Throws<IOException>(() => Runner(Data).RunAll([Request]));
                Assert.Equal($"Another run is under way in the folder {folder.Path}: wait until it has ended, or choose another folder.", error.Message);
            }
        }));
        Assert.Equal(1, tried);
        Assert.Single(Runner(Data).Store.ReadAll());
        Assert.False(File.Exists(folder.At(".lock")));
    }

    [Fact]
    public void What_a_killed_process_left_of_its_lock_keeps_nobody_out()
    {
        folder.Write(".lock", "");
        Assert.Single(Runner(Data).RunAll([Request]));
        Assert.False(File.Exists(folder.At(".lock")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_is_deleted_or_moved_while_runs_are_made_is_told(bool moved)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody delete a folder with an open file");
        var runs = folder.At("runs");
        var error = Assert.Throws<IOException>(() => Runner(Data, runs).RunAll([Request, Request.With(seed: 2)], progress: new Progress(p =>
        {
            if (p is { RunNumber: 2, Step: 3 })
            {
                if (moved)
                {
                    Directory.Move(runs, folder.At("elsewhere"));
                }
                else
                {
                    Directory.Delete(runs, recursive: true);
                }
            }
        })));
        Assert.StartsWith($"The folder {runs}, or the file .lock in it, was deleted or moved while runs were written there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_whose_place_somebody_else_began_is_told_and_left_to_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody delete a folder with an open file");
        var runs = folder.At("runs");
        FolderLock? other = null;
        try
        {
            Assert.Throws<IOException>(() => Runner(Data, runs).RunAll([Request], progress: new Progress(p =>
            {
                if (p.Step == 2 && other is null)
                {
                    Directory.Delete(runs, recursive: true);
                    other = FolderLock.Take(runs);
                }
            })));
            other!.RequireThere();
        }
        finally
        {
            other?.Dispose();
        }
    }

    [Fact]
    public void A_fingerprint_tells_runs_apart_but_not_their_seeds()
    {
        var options = new DannOptions(Epochs: 3);
        string Of(ExperimentData? data = null, DannOptions? with = null, string method = Methods.Dann) =>
            Fingerprint.Of("toy", "toy", method, "smoke", with ?? options, (data ?? Data).Identity());
        Assert.Matches("^[0-9a-f]{16}$", Of());
        Assert.Equal(Of(), Of(DataOf(1), options.With(seed: 7)));
        string[] all =
        [
            Of(), Of(Other), Of(method: Methods.SourceOnly), Of(with: options.With(learningRate: 0.02)), Of(with: options.With(precision: Precision.BFloat16)),
            Of(Data with { TargetTest = Other.TargetTest }), Of(Data with { LabelledTarget = Data.TargetTest }),
        ];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
    }

    private static ExperimentData DataOf(int seed) => new(
        Toy.Domain(40, seed, target: false), Toy.Domain(20, seed + 1, target: false), Toy.Domain(40, seed + 2, target: true), Toy.Domain(20, seed + 3, target: true));

    private static Progress NoStep => new(p => Assert.Equal((1, 1), (p.Step, p.Steps)));

    private static Progress Notes(List<string> notes) => new(p => notes.AddRange(p.Note is { } note ? [note] : Array.Empty<string>()));

    private ExperimentRunner Runner(ExperimentData data, string? path = null) => new(
        new Experiment("toy", "Toy", [new Recipe("toy", "A toy.", Toy.Network, _ => new DannOptions(Epochs: 2, BatchSize: 16))], (_, _) => data, Methods.All),
        data, path ?? folder.Path, "cpu");

    private static void Interrupt(ExperimentRunner runner)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => runner.RunAll([Request], progress: new Progress(p =>
        {
            if (p.LastEpoch is { Epoch: 1 })
            {
                source.Cancel();
            }
        }), cancellation: source.Token));
    }

    private void Damage(byte[] bytes, string what)
    {
        switch (what)
        {
            case "a weight":
                bytes[^1] ^= 1;
                break;
            case "the normalisation":
                bytes[bytes.AsSpan().IndexOf("Mean"u8) + 9] ^= 1; // a digit of its first number
                break;
            case "all":
                bytes = [];
                break;
            default:
                File.Delete(WeightsFile);
                return;
        }

        File.WriteAllBytes(WeightsFile, bytes);
    }

    private sealed class Progress(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
