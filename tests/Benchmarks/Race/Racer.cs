using System.CommandLine;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>The library in a race: an ordinary training, ended when the goal is reached.</summary>
internal static class Racer
{
    public static Contender Ours { get; } = new("Workbench", Contender.Peak.Program, [.. Contender.Peak.Arguments.SkipLast(1), "racer"], "all");

    public static Command Command()
    {
        var folder = new Option<string>("--folder");
        var seed = new Option<int>("--seed");
        var goal = new Option<double>("--goal");
        var every = new Option<int>("--every");
        var threads = new Option<int>("--threads");
        var command = new Command("racer", "One process of race.") { folder, seed, goal, every, threads };
        command.Hidden = true;
        command.SetAction(a => Run(a.GetValue(folder)!, a.GetValue(seed), a.GetValue(goal), a.GetValue(every), a.GetValue(threads)));
        return command;
    }

    /// <summary>Writes the experiment's images and labels as raw bytes, which any language can read.</summary>
    public static void WriteData(string folder)
    {
        var data = MnistToMnistM.Experiment.Load(Scale.Paper, DataHome.Find(null));
        Write("source", data.SourceTrain.Samples);
        Write("source-labels", data.SourceTrain.Labels.to(ScalarType.Byte));
        Write("target", data.TargetTrain.Samples);
        Write("test", data.TargetTest.Samples);
        Write("test-labels", data.TargetTest.Labels.to(ScalarType.Byte));

        void Write(string name, Tensor bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes.bytes.ToArray());
    }

    private static void Run(string folder, int seed, double goal, int every, int threads)
    {
        NativeBackend.EnsureLoaded();
        set_num_threads(threads);
        var source = LabelledDomain.FromImages("source", Read("source"), Labels("source-labels"), 28, 28);
        var target = UnlabelledDomain.FromImages("target", Read("target"), 28, 28, channels: 3);
        var test = LabelledDomain.FromImages("test", Read("test"), Labels("test-labels"), 28, 28);
        var recipe = MnistToMnistM.Experiment.Recipe("improved");
        using var network = recipe.Network(seed);
        var options = recipe.Options(Scale.Paper);
        var steps = options.Epochs * ((source.Count + 63) / 64);
        using var reached = new CancellationTokenSource();
        var (taken, accuracy) = (0, 0.0);
        try
        {
            AdversarialTrainer.Fit(
                new DomainPair(source, target),
                network,
                options.With(epochs: steps / every, stepsPerEpoch: every, seed: seed),
                new TrainingHooks(
                    Score: n => Accuracy.Of(n, test, Domain.Target),
                    OnEpoch: epoch =>
                    {
                        (taken, accuracy) = (epoch.Step, epoch.TargetAccuracy!.Value);
                        if (accuracy >= goal)
                        {
                            reached.Cancel();
                        }
                    }),
                reached.Token);
        }
        catch (OperationCanceledException)
        {
            // The goal is reached.
        }

        new Answers().Write(new { steps = taken, accuracy });

        byte[] Read(string name) => File.ReadAllBytes(Path.Combine(folder, name));
        int[] Labels(string name) => [.. Read(name).Select(b => (int)b)];
    }
}
