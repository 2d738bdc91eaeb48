using TorchSharp;

namespace DomainAdaptation;

/// <summary>Makes one run: trains what its method asks for, keeps the weights, and measures them.</summary>
internal static class RunTraining
{
    private const int MostScored = 2_000; // of either domain: more cost time and change little

    /// <summary>Trains a network, or goes on with a training that was interrupted, and leaves its weights in the folder.</summary>
    /// <param name="run">What to make.</param>
    /// <param name="files">Where weights and checkpoint go.</param>
    /// <param name="device">What computes.</param>
    /// <param name="resume">Whether to go on from the checkpoint.</param>
    /// <param name="tell">Is told of every step.</param>
    /// <param name="report">What it is told besides.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    public static RunRecord Make(
        RunPlan run, RunFiles files, torch.Device device, bool resume, Action<TrainingProgress> tell, TrainingProgress report, CancellationToken cancellation)
    {
        var checkpoint = files.CheckpointOf(run.Key);
        using var network = run.Recipe.Network(run.Request.Seed);
        network.to(device);
        var best = new BestEpoch(run.Request.Selection, checkpoint + ".best");
        var hooks = new TrainingHooks(
            OnStep: (step, steps) => tell(report = report with { Step = step, Steps = steps, LastEpoch = null }),
            OnEpoch: metrics => tell(report with { LastEpoch = metrics }),
            Score: n => Measurement.Of(n, run.Data.TargetTest, n.Domain).Value, // it is told whom it was trained for
            CheckpointPath: checkpoint,
            Resume: resume,
            Scores: n => Judge(run, n),
            OnNetwork: best.Offer);
        var epochs = Fit(run, network, hooks, cancellation);
        best.Restore(network, epochs);
        Weights.Save(network, files.WeightsOf(run.Key));
        return Measure(run, network, epochs, cancellation);
    }

    /// <summary>Takes away what a training keeps while it is under way, once its record is written.</summary>
    public static void Forget(RunPlan run, RunFiles files)
    {
        AtomicFile.Delete(files.CheckpointOf(run.Key));
        AtomicFile.Delete(files.CheckpointOf(run.Key) + ".best");
    }

    private static IReadOnlyList<EpochMetrics> Fit(RunPlan run, DomainAdversarialNetwork network, TrainingHooks hooks, CancellationToken cancellation)
    {
        var (data, options) = (run.Data, run.Options);
        return (run.Method.Labels, run.Method.Adapts) switch
        {
            (LabelsSeen.Source, false) => SourceOnly.FitAll(data.Sources, network, options, hooks, cancellation),
            (LabelsSeen.Target, false) => TrainOnTarget.Fit(data.TargetTrain, network, options, hooks, cancellation),
            (LabelsSeen.FewOfTarget, false) => TrainOnTarget.Fit(data.FewLabels, network, options, hooks, cancellation),
            (LabelsSeen.SourceAndFewOfTarget, false) => SourceAndTarget.Fit(data.SourceTrain, data.FewLabels, network, options, hooks, cancellation),
            (LabelsSeen.SourceAndFewOfTarget, true) => Trainer.Fit(data.SemiSupervisedPair, network, Methods.Create(run.Request.Method, options), options, hooks, cancellation),
            _ => Trainer.Fit(data.Adaptation, network, Methods.Create(run.Request.Method, options), options, hooks, cancellation),
        };
    }

    // The target's test samples without their labels: the scores choose, if anything does, before the labels are looked at.
    // Where training sees no target, or nothing has a class, only the source's own samples may choose.
    private static IReadOnlyDictionary<string, double> Judge(RunPlan run, DomainAdversarialNetwork network)
    {
        if (run.Data.Generalises || run.Data.Task is not Classification)
        {
            return new Dictionary<string, double>(StringComparer.Ordinal) { [new SourceAccuracy().Name] = Measurement.Of(network, run.Data.SourceTest, run.Data.Generalises ? network.Domain : run.SourceAs).Value };
        }

        using var held = HeldOut.Told(
            network, run.Data.SourceTest, run.Data.TargetTest.WithoutLabels(), run.SourceAs, network.Domain, run.Method.TrainsDomainClassifier, MostScored);
        return Scorers.Of(held);
    }

    private static RunRecord Measure(RunPlan run, DomainAdversarialNetwork network, IReadOnlyList<EpochMetrics> epochs, CancellationToken cancellation)
    {
        var data = run.Data;
        var record = run.Record(
            Measurement.Of(network, data.TargetTest, network.Domain), epochs, network, FeatureMeasures.Of(network, data, run.Request.Method, run.Request.Seed, cancellation));
        return record with
        {
            SourceAccuracy = Measurement.Of(network, data.SourceTest, run.SourceAs).Value,
            DomainAccuracy = run.Method.TrainsDomainClassifier && data.Sources.Count == 1
                ? Accuracy.OfDomains(network, data.SourceTest.WithoutLabels(), data.TargetTest.WithoutLabels()) : null,
        };
    }
}
