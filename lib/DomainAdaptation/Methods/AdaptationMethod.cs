using TorchSharp;

namespace DomainAdaptation;

/// <summary>A way to adapt: what a training step descends. The loop, the schedules and the data are the <see cref="Trainer"/>'s.</summary>
/// <remarks>
/// A method of one's own overrides <see cref="Step"/>. What it trains beside the network, such as a second classifier, it registers as
/// sub-modules in <see cref="Prepare(long, int)"/>; the trainer then trains them too, and a checkpoint holds them.
/// </remarks>
public abstract class AdaptationMethod : torch.nn.Module
{
    /// <summary>Names the method.</summary>
    /// <param name="info">What it is.</param>
    protected AdaptationMethod(MethodDescription info)
        : base((info ?? throw new ArgumentNullException(nameof(info))).Id) => Info = info;

    /// <summary>What the method is.</summary>
    public MethodDescription Info { get; }

    /// <summary>What one step does, in order. One phase that trains everything, unless a method says otherwise.</summary>
    public virtual IReadOnlyList<Phase> Phases => [new Phase(Step)];

    /// <summary>Makes what the method trains beside the network. Called once, before the first step, with seeded random numbers.</summary>
    /// <param name="features">Features of a sample, flattened.</param>
    /// <param name="classes">The number of classes.</param>
    public virtual void Prepare(long features, int classes)
    {
    }

    /// <summary>The same for a method that looks at the network, such as one that keeps a copy of its weights; by default it does not.</summary>
    /// <param name="network">The network before its first step, on the device that it is trained on.</param>
    /// <param name="features">Features of a sample, flattened.</param>
    /// <param name="classes">The number of classes.</param>
    public virtual void Prepare(DomainAdversarialNetwork network, long features, int classes) => Prepare(features, classes);

    /// <summary>λ as a function of p, in place of the paper's schedule; null for that one.</summary>
    /// <example>A ramp that is up after half of the training: <c>new Dann { Lambda = p => Math.Min(1, 2 * p) }</c>, in F# <c>Dann(Lambda = fun p -> min 1.0 (2.0 * p))</c>.</example>
    public Func<double, double>? Lambda { get; set; }

    /// <summary>λp of this method: its own schedule's, or the paper's with this γ.</summary>
    /// <exception cref="InvalidOperationException">Its own schedule gives what is negative or no number.</exception>
    internal double LambdaAt(double progress, double gamma)
    {
        var lambda = Lambda?.Invoke(progress) ?? LambdaSchedule.At(progress, gamma);
        return double.IsFinite(lambda) && lambda >= 0 ? lambda : throw new InvalidOperationException(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"The schedule of {Info.Id} gives λ = {lambda} at p = {progress:0.###}: λ is a finite number, 0 or more."));
    }

    /// <summary>The losses of a step.</summary>
    /// <param name="step">The batch, what the network makes of it, and where the training stands.</param>
    public abstract Losses Step(StepContext step);
}
