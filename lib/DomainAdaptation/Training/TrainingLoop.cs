using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The one training loop: schedules, forward, backward, step; metrics, checkpoint and reports around it.</summary>
internal static class TrainingLoop
{
    private const int StepsBetweenCollections = 20;

    public static IReadOnlyList<EpochMetrics> Run(
        DomainAdversarialNetwork network,
        DannOptions options,
        Domain trainedFor,
        int stepsInPass,
        Func<int, double, StepLosses> forward,
        TrainingHooks hooks,
        CancellationToken cancellation)
    {
        var stepsPerEpoch = options.StepsPerEpoch > 0 ? options.StepsPerEpoch : stepsInPass;
        var steps = checked(stepsPerEpoch * options.Epochs);
        using var random = RandomScope.Begin(Seeds.Derive(options.Seed, "training"));
        using var optimizer = new MomentumDescent(network, options);
        using var average = WeightAverage.Of(network, options.AverageDecay);
        using var meter = new LossMeter();
        var device = AdversarialTrainer.DeviceOf(network).type;
        var epochs = new List<EpochMetrics>();
        var checkpoint = new Checkpoint(hooks.CheckpointPath, network, optimizer, average, options);
        var start = hooks.Resume ? checkpoint.Load(epochs) : 0;
        network.train();

        for (var step = start; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Thread.CurrentThread.Join(0); // a wait of no time, where Thread.Interrupt ends the training, as a notebook's interrupt does
            if (step % StepsBetweenCollections == 0)
            {
                GC.Collect(0); // TorchSharp's garbage holds small native blocks, which lie between large ones and keep the next from their place
            }

            using var scope = NewDisposeScope();
            if (step % stepsPerEpoch == 0)
            {
                manual_seed(Seeds.Derive(options.Seed, "dropout", step)); // so that a resumed run draws what it would have drawn
            }

            var progress = (double)step / steps; // p
            var lambda = LambdaSchedule.At(progress, options.Gamma); // λp
            optimizer.LearningRate = LearningRateSchedule.At(progress, options.LearningRate, options.Alpha, options.Beta); // μp

            network.zero_grad(true);
            StepLosses losses;
            using (Autocast.Begin(options.Precision, device))
            {
                losses = forward(step, lambda);
            }

            using var total = losses.Total(options.DomainWeight); // Ly + Ld(R(f))
            total.backward();
            optimizer.Step();
            average?.Update();

            meter.Add(losses, step + 1, optimizer.LearningRate);
            hooks.OnStep?.Invoke(step + 1, steps);
            if ((step + 1) % stepsPerEpoch == 0)
            {
                epochs.Add(EndEpoch(step + 1, losses.Domain is null ? null : lambda));
            }
        }

        average?.CopyIntoNetwork();
        network.eval();
        network.Domain = trainedFor;
        return epochs;

        EpochMetrics EndEpoch(int taken, double? lambda)
        {
            var means = meter.Means();
            RequireFinite(network, taken, optimizer.LearningRate); // neither a checkpoint nor a record holds what is no number
            var metrics = new EpochMetrics(
                taken / stepsPerEpoch, taken, means.Label, means.Domain, means.DomainAccuracy, lambda, optimizer.LearningRate,
                hooks.Score is null ? null : Score());
            checkpoint.Save(taken, [.. epochs, metrics]);
            hooks.OnEpoch?.Invoke(metrics);
            return metrics;
        }

        // What is scored is what the network would be if the training ended here.
        double Score()
        {
            using var weights = average?.Lend();
            network.eval();
            network.Domain = trainedFor;
            try
            {
                return hooks.Score(network);
            }
            finally
            {
                network.train();
            }
        }
    }

    private static void RequireFinite(DomainAdversarialNetwork network, int step, double learningRate)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (!parameter.isfinite().all().item<bool>())
            {
                throw DivergedException.At(step, $"weight {name}", double.NaN, learningRate);
            }
        }
    }

    /// <summary>Tells at once, with the shapes, when a network does not fit the data: libtorch would tell later and in other words.</summary>
    public static void CheckShapes(DomainAdversarialNetwork network, PairedBatch batch, LabelledDomain labelled)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var training = network.training;
        network.eval();
        try
        {
            var n = batch.Labels.shape[0];
            var output = ShapeMismatch.Guard(labelled.SampleShape, network, () => network.AdversarialForward(batch.Samples, batch.Sources, lambda: 0, n));
            if (output.Labels.dim() == 2 && output.Labels.shape[0] == n && output.Labels.shape[1] != labelled.ClassCount)
            {
                throw new ArgumentException(
                    $"The label predictor gives {output.Labels.shape[1]} logits a sample, but {labelled.Name} has {labelled.ClassCount} classes. "
                    + "Give its last layer as many outputs as there are classes; or, where the labels do not show all classes, give the domain its classCount.",
                    nameof(network));
            }

            Require(output.Labels, [n, labelled.ClassCount], "label predictor", "one logit for each class");
            Require(output.Domains, [batch.Samples.shape[0], 1], "domain classifier", "one logit for each sample");
        }
        finally
        {
            network.train(training);
        }

        void Require(Tensor output, long[] shape, string part, string meaning)
        {
            if (!output.shape.SequenceEqual(shape))
            {
                throw new ArgumentException(
                    $"The {part} gives [{string.Join(", ", output.shape)}] for {shape[0]} samples; it must give [{string.Join(", ", shape)}], {meaning}.", nameof(network));
            }
        }
    }
}
