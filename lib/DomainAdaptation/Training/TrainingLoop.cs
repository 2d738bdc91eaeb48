using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The one training loop: schedules, forward, backward, step; metrics, checkpoint and reports around it.</summary>
internal static class TrainingLoop
{
    private const int StepsBetweenCollections = 20;

    public static IReadOnlyList<EpochMetrics> Run(
        AdaptationData data,
        DomainAdversarialNetwork network,
        AdaptationMethod method,
        DannOptions options,
        Domain trainedFor,
        int stepsInPass,
        Func<int, Batch> batches,
        TrainingHooks hooks,
        CancellationToken cancellation)
    {
        var stepsPerEpoch = options.StepsPerEpoch > 0 ? options.StepsPerEpoch : stepsInPass;
        var steps = checked(stepsPerEpoch * options.Epochs);
        using var random = new RandomStream();
        using var optimizer = new MomentumDescent(network, options, method);
        using var average = WeightAverage.Of(network, options.AverageDecay);
        using var meter = new LossMeter();
        var device = network.Device.type;
        var epochs = new List<EpochMetrics>();
        var checkpoint = new Checkpoint(hooks.CheckpointPath, data, network, method, optimizer, average, options);
        var start = hooks.Resume ? checkpoint.Load(epochs, stepsPerEpoch, steps) : 0;
        network.train();
        method.train();

        for (var step = start; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Thread.CurrentThread.Join(0); // a wait of no time, where Thread.Interrupt ends the training, as a notebook's interrupt does
            if (step % StepsBetweenCollections == 0)
            {
                GC.Collect(0); // TorchSharp's garbage holds small native blocks, which lie between large ones and keep the next from their place
            }

            using var scope = NewDisposeScope();
            var progress = (double)step / steps; // p
            var lambda = method.LambdaAt(progress, options.Gamma); // λp
            optimizer.LearningRate = LearningRateSchedule.At(progress, options.LearningRate, options.Alpha, options.Beta); // μp

            var parts = Descend(batches(step), step, progress, lambda);
            average?.Update();

            meter.Add(parts, step + 1, optimizer.LearningRate);
            hooks.OnStep?.Invoke(step + 1, steps);
            if ((step + 1) % stepsPerEpoch == 0)
            {
                epochs.Add(EndEpoch(step + 1, method.Info.Adapts ? lambda : null));
            }
        }

        average?.CopyIntoNetwork();
        network.eval();
        network.Domain = trainedFor;
        return epochs;

        // One phase for most methods, with the paper's: Ly + Ld(R(f)). What each first reports of a part counts.
        Dictionary<string, Tensor> Descend(Batch batch, int step, double progress, double lambda)
        {
            using var drawn = RandomScope.Enter(random);
            if (step % stepsPerEpoch == 0)
            {
                manual_seed(Seeds.Derive(options.Seed, "dropout", step)); // so that a resumed run draws what it would have drawn
            }

            var parts = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (var phase in method.Phases.SelectMany(p => Enumerable.Repeat(p, p.Times)))
            {
                using var scope = NewDisposeScope();
                network.zero_grad(true);
                method.zero_grad(true);
                Losses losses;
                using (Autocast.Begin(options.Precision, device))
                {
                    losses = phase.Step(new StepContext(network, batch, progress, lambda, data.Task));
                }

                RequireNumber(method, "total", losses.Total);
                losses.Total.backward();
                optimizer.Step(phase.Trains);
                foreach (var (name, part) in losses.Parts.Where(p => !parts.ContainsKey(p.Key)))
                {
                    RequireNumber(method, name, part);
                    parts.Add(name, (part.dim() == 0 ? part : part.reshape([])).MoveToOuterDisposeScope());
                }
            }

            return parts;
        }

        EpochMetrics EndEpoch(int taken, double? lambda)
        {
            var means = meter.Means();
            RequireFinite(network, taken, optimizer.LearningRate); // neither a checkpoint nor a record holds what is no number
            var metrics = new EpochMetrics(
                taken / stepsPerEpoch, taken, means[Losses.Label], Mean(Losses.Domain), Mean(Losses.DomainAccuracy), lambda, optimizer.LearningRate,
                Parts: Others(means));
            if (hooks.Score is not null || hooks.Scores is not null || hooks.OnNetwork is not null)
            {
                metrics = Judge(metrics);
            }

            checkpoint.Save(taken, [.. epochs, metrics]);
            hooks.OnEpoch?.Invoke(metrics);
            return metrics;

            double? Mean(string name) => means.TryGetValue(name, out var mean) ? mean : null;
        }

        // What is judged is what the network would be if the training ended here.
        EpochMetrics Judge(EpochMetrics metrics)
        {
            using var weights = average?.Lend();
            network.eval();
            network.Domain = trainedFor;
            try
            {
                metrics = metrics with { TargetAccuracy = hooks.Score?.Invoke(network), Scores = hooks.Scores?.Invoke(network) };
                hooks.OnNetwork?.Invoke(network, [.. epochs, metrics]);
                return metrics;
            }
            finally
            {
                network.train();
            }
        }
    }

    // libtorch would tell later, and of neither method nor loss.
    private static void RequireNumber(AdaptationMethod method, string name, Tensor loss)
    {
        if (loss.numel() != 1)
        {
            throw new InvalidOperationException($"The loss '{name}' of {method.Info.Id} is [{string.Join(", ", loss.shape)}], but a loss is one number: take its mean or its sum.");
        }
    }

    // What has no column of its own.
    private static Dictionary<string, double>? Others(IReadOnlyDictionary<string, double> means)
    {
        var others = means.Where(m => m.Key is not (Losses.Label or Losses.Domain or Losses.DomainAccuracy)).ToDictionary(StringComparer.Ordinal);
        return others.Count > 0 ? others : null;
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
    /// <returns>The number of features of a sample.</returns>
    public static long CheckShapes(DomainAdversarialNetwork network, Batch batch, LabelledDomain labelled, bool needsDomains = false)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var training = network.training;
        network.eval();
        try
        {
            if (labelled.ClassCount > 0)
            {
                RequireLogits(network.LabelPredictor, "label predictor");
            }

            RequireLogits(network.DomainClassifier, "domain classifier");
            var n = batch.Labels.shape[0];
            var features = ShapeMismatch.Guard(labelled.SampleShape, network, () => network.FeaturesOf(batch.Samples, batch.Passing));
            var labels = ShapeMismatch.Guard(labelled.SampleShape, network, () => network.LabelPredictor.call(features.narrow(0, 0, n)));
            var domains = ShapeMismatch.Guard(labelled.SampleShape, network, () => network.DomainClassifier.call(features));
            if (labelled.Task is Classification && labels.dim() == 2 && labels.shape[0] == n && labels.shape[1] != labelled.ClassCount)
            {
                throw new ArgumentException(
                    $"The label predictor gives {labels.shape[1]} logits a sample, but {labelled.Name} has {labelled.ClassCount} classes. "
                    + "Give its last layer as many outputs as there are classes; or, where the labels do not show all classes, give the domain its classCount.",
                    nameof(network));
            }

            Require(labels, [n, .. labelled.Task.OutputShape(labelled.SampleShape)], "label predictor", labelled.Task is Classification ? "one logit for each class" : $"what the task takes: {labelled.Task}");
            if (needsDomains)
            {
                RequireDomains(domains, batch.Parts.Count);
            }

            return labelled.Task.FeatureRows(features).size(1);
        }
        finally
        {
            network.train(training);
        }

        // One logit tells sources from targets; without a target there is nothing to tell but one source from another.
        void RequireDomains(Tensor domains, int count)
        {
            var columns = domains.dim() is 2 or 4 ? domains.size(1) : 0; // one place, or a map
            if (batch.Targets == 0 && columns == 1)
            {
                throw new ArgumentException($"Without a target there are only sources to tell apart: give the domain classifier one logit for each, {count} in all, or train source-only.", nameof(network));
            }

            var isMap = domains.dim() == 4 && columns == 1;
            if ((columns != count && !isMap) || domains.shape[0] != batch.Samples.shape[0])
            {
                Require(domains, [batch.Samples.shape[0], 1], "domain classifier", count > 2 ? "one logit for each sample, or one for each domain" : "one logit for each sample");
            }
        }

        // A loss of logits takes probabilities for logits without a word, and then learns next to nothing.
        void RequireLogits(nn.Module module, string part)
        {
            while (module is Sequential && module.children().LastOrDefault() is { } last)
            {
                module = last;
            }

            if (module is Sigmoid or Softmax or LogSoftmax)
            {
                throw new ArgumentException($"The {part} ends in a {module.GetType().Name}, but the loss takes logits: leave that layer out.", nameof(network));
            }
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
