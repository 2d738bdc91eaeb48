using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Trains a network on labelled sources and unlabelled targets by any method: one loop for all of them.</summary>
public static class Trainer
{
    /// <summary>Trains a network, in place, until the last epoch.</summary>
    /// <param name="data">A <see cref="DomainPair"/>, or several sources and targets; with some labelled target samples, it is semi-supervised.</param>
    /// <param name="network">The network; it stays on the device it is on.</param>
    /// <param name="method">What a step descends: one of <see cref="Methods.Create"/>, or one of your own.</param>
    /// <param name="options">Settings; by default the paper's.</param>
    /// <param name="hooks">Reports, score and checkpoint.</param>
    /// <param name="cancellation">Ends the training between two steps; the last checkpoint stays.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="ArgumentException">The network's outputs do not fit the data; the message gives the shapes.</exception>
    /// <exception cref="DivergedException">A loss became NaN or infinite.</exception>
    /// <exception cref="NotSupportedException"><see cref="Precision.BFloat16"/> was asked for where it cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="ThreadInterruptedException">Its thread was interrupted: the training ends between two steps, as when cancelled.</exception>
    public static IReadOnlyList<EpochMetrics> Fit(
        AdaptationData data,
        DomainAdversarialNetwork network,
        AdaptationMethod method,
        DannOptions? options = null,
        TrainingHooks? hooks = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(method);
        options ??= new DannOptions();
        options.Validate();
        MethodNeeds.RequireTarget(method.Info, data);
        MethodNeeds.RequireClasses(method.Info, data.Task);
        var normalisation = network.Measure(options.Scaling, [.. data.All]);
        network.MakeRoomFor(data.Targets.Count == 0 ? [Domain.Source] : data.Sources.Select((_, k) => Domain.SourceAt(k)).Concat(data.Targets.Select((_, k) => Domain.TargetAt(k))));
        using var batches = new Batches(data, options.BatchSize, options.Seed, normalisation, network.Device, options.LabelledTargetShare, options.Augmentation, options.EvenClasses);
        var features = TrainingLoop.CheckShapes(network, batches.At(0), data.Sources[0], method.Info.TrainsDomainClassifier);
        if (!method.children().Any() && !method.buffers().Any()) // a method that was prepared before goes on with what it has
        {
            using var random = RandomScope.Begin(Seeds.Derive(options.Seed, "method"));
            method.Prepare(network, features, data.ClassCount);
        }

        method.to(network.Device);
        return TrainingLoop.Run(data, network, method, options, data.Targets.Count > 0 ? Domain.Target : Domain.Source, batches.StepsPerEpoch, batches.At, hooks ?? TrainingHooks.None, cancellation);
    }
}
