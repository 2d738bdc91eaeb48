using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>TorchSharp's SGD with momentum, with its state in the open so that a checkpoint can hold it.</summary>
internal sealed class MomentumDescent : IDisposable
{
    private readonly SGD optimizer;
    private readonly List<(string Name, Parameter Parameter, double Factor)> parameters;
    private readonly List<double> factors;

    public MomentumDescent(DomainAdversarialNetwork network, DannOptions options)
    {
        // In the order of the optimiser's states: group after group, one for each factor.
        parameters = [.. network.named_parameters()
            .Select(p => (p.name, p.parameter, Factor: network.LearningRateFactor(p.name)))
            .Where(p => p.Factor > 0) // the others are frozen
            .OrderBy(p => p.Factor)];
        factors = [.. parameters.Select(p => p.Factor).Distinct()];
        // Each group is given all settings: TorchSharp does not hand the optimiser's down to groups.
        optimizer = optim.SGD(
            factors.Select(f => new SGD.ParamGroup(
                parameters.Where(p => p.Factor == f).Select(p => p.Parameter), options.LearningRate * f, options.Momentum, weight_decay: options.WeightDecay)),
            options.LearningRate);
        LearningRate = options.LearningRate;
    }

    /// <summary>The rate of a parameter whose factor is 1.</summary>
    public double LearningRate
    {
        get;
        set
        {
            field = value;
            foreach (var (group, factor) in optimizer.ParamGroups.Zip(factors))
            {
                group.LearningRate = value * factor;
            }
        }
    }

    public void Step() => optimizer.step();

    /// <summary>The velocity of each parameter that has one yet, by name.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Velocities() =>
        from pair in parameters.Zip(States(), (p, state) => (p.Name, state.momentum_buffer))
        where pair.momentum_buffer is not null
        select KeyValuePair.Create(pair.Name, pair.momentum_buffer);

    /// <summary>Puts velocities back, each laid out like its parameter.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> velocities)
    {
        using var noGradient = no_grad();
        foreach (var ((name, parameter, _), state) in parameters.Zip(States()))
        {
            if (velocities.TryGetValue(name, out var velocity))
            {
                state.momentum_buffer = zeros_like(parameter).copy_(velocity).DetachFromDisposeScope();
            }
        }
    }

    public void Dispose() => optimizer.Dispose();

    private IEnumerable<SGD.State> States() => optimizer.state_dict().State.Cast<SGD.State>();
}
