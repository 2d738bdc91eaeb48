using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>One training of <see cref="ImageAdaptation"/> with its network, which it owns, and what the network says.</summary>
internal sealed class Attempt : IDisposable
{
    private Attempt(TriedMethod result, DomainAdversarialNetwork network, Tensor targetProbabilities, int heldOut, IReadOnlyList<Finding> health) =>
        (Result, Network, TargetProbabilities, HeldOut, Health) = (result, network, targetProbabilities, heldOut, health);

    public TriedMethod Result { get; }

    public DomainAdversarialNetwork Network { get; }

    /// <summary>What the network looks like inside.</summary>
    public IReadOnlyList<Finding> Health { get; }

    /// <summary>How many images of the source were held aside.</summary>
    public int HeldOut { get; }

    /// <summary>Calibrated probabilities of the target's images: [m, classes].</summary>
    public Tensor TargetProbabilities { get; }

    /// <summary>Trains, or goes on with what was kept, and measures.</summary>
    public static Attempt Make(string method, ImageData data, ImageNetwork parts, DannOptions options, TrainingHooks kept, Action<TrainingProgress> tell, TrainingProgress report, CancellationToken cancellation)
    {
        var network = parts.Create(options.Seed, data.ClassCount);
        try
        {
            var plain = method == Methods.SourceOnly;
            var (sourceAs, trains) = (Domain.Source, !plain && Methods.Info(method).TrainsDomainClassifier);
            var hooks = kept.With(
                onStep: (step, steps) => tell(report = report with { Step = step, Steps = steps, LastEpoch = null }),
                onEpoch: metrics => tell(report with { LastEpoch = metrics }),
                scores: n =>
                {
                    using var held = DomainAdaptation.HeldOut.Told(n, data.HeldOut, data.Target.Samples, sourceAs, n.Domain, trains, most: 2000);
                    return Scorers.Of(held);
                });
            var epochs = plain
                ? SourceOnly.Fit(data.Training, network, options, hooks, cancellation)
                : Trainer.Fit(new DomainPair(data.Training, data.TargetTraining), network, Methods.Create(method, options), options, hooks, cancellation);
            return Measured(method, network, epochs, data, options, cancellation);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Network.Dispose();
        TargetProbabilities.Dispose();
    }

    private static Attempt Measured(string method, DomainAdversarialNetwork network, IReadOnlyList<EpochMetrics> epochs, ImageData data, DannOptions options, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var (features, sourceLogits, _) = Embedding.WithOutputs(network, data.HeldOut.WithoutLabels(), Domain.Source);
        var (targetFeatures, targetLogits, _) = Embedding.WithOutputs(network, data.Target.Samples, network.Domain);
        var logits = sourceLogits.to(ScalarType.Float64);
        var temperature = Calibration.Temperature(logits, data.HeldOut.Labels);
        var (source, target) = (nn.functional.softmax(logits / temperature, 1), nn.functional.softmax(targetLogits.to(ScalarType.Float64) / temperature, 1));
        var result = new TriedMethod(
            method,
            epochs,
            Accuracy.Of(network, data.HeldOut, Domain.Source),
            Calibration.EstimateAccuracy(source, data.HeldOut.Labels, target),
            data.Test is { } test ? Accuracy.Of(network, test.Labelled, network.Domain) : null,
            temperature,
            features.size(0) < 4 || targetFeatures.size(0) < 4 ? null : ProxyADistance.Estimate(features, targetFeatures, options.Seed, samples: 1000, cancellation));
        return new(result, network, target.DetachFromDisposeScope(), data.HeldOut.Count,
            // Others have a domain classifier of their own, or none.
            Methods.Info(method).TrainsDomainClassifier ? NetworkDoctor.Examine(network, data.HeldOut, data.Target.Samples, epochs, options) : []);
    }
}
