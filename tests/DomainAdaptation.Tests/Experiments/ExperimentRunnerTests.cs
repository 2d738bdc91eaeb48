namespace DomainAdaptation.Tests;

public sealed class ExperimentRunnerTests
{
    private static readonly ExperimentData Data = new(
        Toy.Domain(160, 1, target: false), Toy.Domain(80, 2, target: false), Toy.Domain(96, 101, target: true), Toy.Domain(80, 102, target: true), Toy.Domain(20, 103, target: true));

    private static readonly Experiment Experiment = new(
        "toy",
        "Toy",
        [new Recipe("toy", "A toy.", Toy.Network, _ => new DannOptions(Epochs: 3, BatchSize: 32))],
        (_, _) => Data,
        Methods.All);

    [Fact]
    public void Every_method_takes_the_same_steps_and_leaves_its_measures()
    {
        using var folder = new TemporaryFolder();
        var records = new ExperimentRunner(Experiment, Data, folder.Path, "cpu").RunAll(RunRequest.All(Methods.All, [1], Scale.Smoke)).ToDictionary(r => r.Method, StringComparer.Ordinal);
        Assert.Equal(Methods.All.Order(StringComparer.Ordinal), records.Keys.Order(StringComparer.Ordinal));
        // 160 source samples, 16 a step: ten steps make a pass over the larger domain, for the methods that never see it too.
        Assert.All(records.Values, r => Assert.Equal(10, r.Options.StepsPerEpoch));
        Assert.All(records.Values.Where(r => r.Method != Methods.SubspaceAlignment), r => Assert.Equal(30, r.Epochs[^1].Step));
        Assert.Empty(records[Methods.SubspaceAlignment].Epochs); // it trains nothing
    }

    [Theory]
    [InlineData("snd")]
    [InlineData("oracle")]
    public void The_chosen_epoch_is_the_one_that_is_kept_also_after_an_interruption(string name)
    {
        using var folder = new TemporaryFolder();
        using var interrupted = new TemporaryFolder();
        var selection = Selection.Named(name);
        RunRequest last = new(Methods.Dann, Scale: Scale.Smoke), request = last.With(selection: selection);
        var runner = new ExperimentRunner(Experiment, Data, folder.Path, "cpu");
        var records = runner.RunAll([last, request]);
        var record = records[1];
        Assert.Equal(records[0].Epochs.Select(e => e.TargetAccuracy), record.Epochs.Select(e => e.TargetAccuracy)); // choosing changes no training
        var chosen = record.Epochs.MaxBy(e => name == "oracle" ? e.TargetAccuracy : e.Scores![name])!;
        Assert.Equal((name, chosen.TargetAccuracy), (record.Protocol, record.TargetAccuracy));
        using (var network = runner.LoadNetwork(request))
        {
            Assert.Equal(record.WeightsSha256, Weights.Sha256(network));
            Assert.Equal(record.TargetAccuracy, Accuracy.Of(network, Data.TargetTest));
        }

        using var stop = new CancellationTokenSource();
        var again = new ExperimentRunner(Experiment, Data, interrupted.Path, "cpu");
        Assert.ThrowsAny<OperationCanceledException>(() => again.RunAll([request], progress: new Progress(p => (p.Step == 25 ? stop : null)?.Cancel()), cancellation: stop.Token));
        Assert.Equal(record.WeightsSha256, again.RunAll([request], resume: true)[0].WeightsSha256);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(interrupted.Path, "checkpoints")));
    }

    [Theory]
    [InlineData(Methods.SourceOnly)]
    [InlineData(Methods.SourceAndTarget)]
    [InlineData(Methods.TrainOnTarget)]
    [InlineData(Methods.Dann)]
    public void Features_of_a_network_with_statistics_for_each_domain_are_mapped_whatever_it_was_trained_on(string method)
    {
        using var folder = new TemporaryFolder();
        var recipe = new Recipe("aware", "A toy with statistics for each domain.", _ => Toy.Aware(), _ => new DannOptions(Epochs: 1, BatchSize: 32));
        var runner = new ExperimentRunner(new Experiment("toy", "Toy", [recipe], (_, _) => Data, Methods.All), Data, folder.Path, "cpu");
        var request = new RunRequest(method, Scale: Scale.Smoke);
        runner.RunAll([request]);
        Assert.NotNull(runner.MapFeatures(request, points: 30));
    }

    [Fact]
    public void Subspace_alignment_makes_the_source_only_run_it_needs_and_says_both_choices()
    {
        using var folder = new TemporaryFolder();
        var runner = new ExperimentRunner(Experiment, Data, folder.Path, "cpu");
        var record = Assert.Single(runner.RunAll([new RunRequest(Methods.SubspaceAlignment, Scale: Scale.Smoke)]));
        Assert.Equal([Methods.SourceOnly, Methods.SubspaceAlignment], runner.Store.ReadAll().Select(r => r.Method));
        Assert.Equal("last-epoch", record.Protocol);
        Assert.Equal(
            new[] { Measure.Components, Measure.OracleAccuracy, Measure.OracleComponents }.Order(StringComparer.Ordinal),
            record.Measures!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(runner.Store.ReadAll()[0].WeightsSha256, record.WeightsSha256);
    }

    [Fact]
    public void A_file_named_stop_ends_the_work_at_its_next_step_and_resume_goes_on()
    {
        using var undisturbed = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        var requests = RunRequest.All([Methods.SourceOnly, Methods.Dann], [1], Scale.Smoke);
        var expected = new ExperimentRunner(Experiment, Data, undisturbed.Path, "cpu").RunAll(requests);
        var stop = folder.Write("stop", "left over from a run before");
        var runner = new ExperimentRunner(Experiment, Data, folder.Path, "cpu");
        var steps = new List<(int Run, int Step)>();
        var error = Assert.Throws<TrainingStoppedException>(() => runner.RunAll(requests, resume: true, new Progress(p =>
        {
            Assert.Equal(stop, p.StopFile);
            steps.Add((p.RunNumber, p.Step));
            if (p is { RunNumber: 2, Step: 15 } && p.LastEpoch is null)
            {
                File.WriteAllText(stop, "");
                Assert.True(SpinWait.SpinUntil(() => !File.Exists(stop), TimeSpan.FromMinutes(2)));
            }
        })));
        Assert.Equal((2, 15), steps[^1]);
        Assert.Equal($"Stopped by {stop} at step 15 of 30 of toy dann, seed 1: with resume, the same call goes on from the last epoch that was finished.", error.Message);
        Assert.Equal(error.Message, error.ToString());
        Assert.Equal(Methods.SourceOnly, Assert.Single(runner.Store.ReadAll()).Method);

        steps.Clear();
        var records = runner.RunAll(requests, resume: true, new Progress(p => steps.Add((p.RunNumber, p.Step))));
        Assert.Equal((2, 11), steps.First(s => s.Run == 2)); // the first epoch's ten steps were kept
        Assert.Equal(expected.Select(r => r.WeightsSha256), records.Select(r => r.WeightsSha256));
    }

    [Fact]
    public void A_trained_network_is_loaded_as_it_was_scored()
    {
        using var folder = new TemporaryFolder();
        var runner = new ExperimentRunner(Experiment, Data, folder.Path, "cpu");
        var request = new RunRequest(Methods.Dann, Scale: Scale.Smoke);
        var record = runner.RunAll([request])[0];
        using var network = runner.LoadNetwork(request);
        Assert.Equal(record.TargetAccuracy, Accuracy.Of(network, Data.TargetTest));
        Assert.Contains("make that run first", Assert.Throws<FileNotFoundException>(() => runner.LoadNetwork(request.With(seed: 9))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_semi_supervised_methods_say_how_many_labels_they_saw()
    {
        using var folder = new TemporaryFolder();
        var records = new ExperimentRunner(Experiment, Data, folder.Path, "cpu").RunAll(RunRequest.All([Methods.Dann, Methods.SemiSupervisedDann], [1], Scale.Smoke));
        Assert.False(records[0].Measures!.ContainsKey(Measure.LabelledTarget));
        Assert.Equal(20, records[1].Measures![Measure.LabelledTarget]);
        Assert.NotNull(records[1].DomainAccuracy);
    }

    [Fact]
    public void A_precision_that_is_asked_for_takes_the_place_of_the_recipes()
    {
        using var folder = new TemporaryFolder();
        var recipe = new Recipe("toy", "A toy in brain floats.", Toy.Network, _ => new DannOptions(Epochs: 1, BatchSize: 32, Precision: Precision.BFloat16));
        var brain = new Experiment("toy", "Toy", [recipe], (_, _) => Data, Methods.All);
        var record = new ExperimentRunner(brain, Data, folder.Path, "cpu", Precision.Float32).RunAll([new RunRequest(Methods.Dann, Scale: Scale.Smoke)])[0];
        Assert.Equal(Precision.Float32, record.Options.Precision);
    }

    [Fact]
    public void Brain_floats_are_refused_before_anything_runs_where_the_machine_has_none()
    {
        ExperimentRunner Runner() => new(Experiment, Data, "never-made", "cpu", Precision.BFloat16);
        if (Autocast.Hindrance(TorchSharp.DeviceType.CPU) is { } why)
        {
            Assert.StartsWith(why, Assert.Throws<ArgumentException>(() => Runner()).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.NotNull(Runner());
        }

        Assert.Contains("CPU only", Autocast.Hindrance(TorchSharp.DeviceType.CUDA), StringComparison.Ordinal);
        Assert.False(Directory.Exists("never-made"));
    }

    private sealed class Progress(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
