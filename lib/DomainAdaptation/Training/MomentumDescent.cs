using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Gradient descent with momentum: v ← m·v + g + d·θ, then θ ← θ − μ·v, with the momentum m, the weight decay d and the learning rate μ
/// times the parameter's own factor. The velocities v are in the open, so that a checkpoint can hold them.
/// </summary>
internal sealed class MomentumDescent : IDisposable
{
    private readonly List<Descent> parameters;
    private readonly double momentum;
    private readonly double decay;

    /// <summary>Prepares the descent of all parameters that are not frozen.</summary>
    /// <param name="network">Its parameters have its learning-rate factors.</param>
    /// <param name="options">Rate, momentum and weight decay.</param>
    /// <param name="method">What trains parameters of its own beside the network's, or null.</param>
    public MomentumDescent(DomainAdversarialNetwork network, DannOptions options, AdaptationMethod? method = null)
    {
        parameters = [.. network.named_parameters()
            .Select(p => new Descent(p.name, p.parameter, network.LearningRateFactor(p.name)))
            .Concat((method?.named_parameters() ?? []).Select(p => new Descent(Phase.OfMethod + p.name, p.parameter, 1)))
            .Where(p => p.Factor > 0)]; // the others are frozen
        momentum = options.Momentum;
        decay = options.WeightDecay;
        LearningRate = options.LearningRate;
    }

    /// <summary>The rate of a parameter whose factor is 1.</summary>
    public double LearningRate { get; set; }

    /// <summary>Moves every parameter that has a gradient.</summary>
    /// <param name="moves">Which of them, by name; all when null.</param>
    public void Step(Func<string, bool>? moves = null)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // Each gradient is asked for once: every asking makes another tensor.
        var withGradient = parameters.Where(p => moves?.Invoke(p.Name) ?? true).Select(p => (Descent: p, Gradient: p.Weights.grad)).Where(m => m.Gradient is not null);
        foreach (var group in withGradient.GroupBy(m => m.Descent.Factor))
        {
            var moving = group.ToList();
            moving.ForEach(m => m.Descent.Velocity ??= zeros_like(m.Descent.Weights).DetachFromDisposeScope());
            if (FastPath.Fused)
            {
                FusedDescent.Step(
                    [.. moving.Select(m => m.Descent.Weights)], [.. moving.Select(m => m.Gradient!)], [.. moving.Select(m => m.Descent.Velocity!)],
                    LearningRate * group.Key, momentum, decay);
            }
            else
            {
                moving.ForEach(m => StepAlone(m.Descent, m.Gradient!, LearningRate * group.Key));
            }
        }
    }

    /// <summary>The velocity of each parameter that has one yet, by name.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Velocities() =>
        parameters.Where(p => p.Velocity is not null).Select(p => KeyValuePair.Create(p.Name, p.Velocity!));

    /// <summary>Puts velocities back, each laid out like its parameter.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> velocities)
    {
        using var noGradient = no_grad();
        foreach (var parameter in parameters)
        {
            if (velocities.TryGetValue(parameter.Name, out var velocity))
            {
                parameter.Velocity?.Dispose();
                parameter.Velocity = zeros_like(parameter.Weights).copy_(velocity).DetachFromDisposeScope();
            }
        }
    }

    public void Dispose() => parameters.ForEach(p => p.Velocity?.Dispose());

    private void StepAlone(Descent p, Tensor gradient, double rate)
    {
        using Scalar m = momentum.ToScalar(), d = decay.ToScalar(), minusRate = (-rate).ToScalar();
        p.Velocity!.mul_(m).add_(decay > 0 ? gradient.add(p.Weights, d) : gradient, Scalars.One);
        p.Weights.add_(p.Velocity, minusRate);
    }

    private sealed record Descent(string Name, Parameter Weights, double Factor)
    {
        public Tensor? Velocity { get; set; }
    }
}
