using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>TorchSharp's SGD with momentum, with its state in the open so that a checkpoint can hold it.</summary>
internal sealed class MomentumDescent : IDisposable
{
    private readonly SGD optimizer;
    private readonly List<(string name, Parameter parameter)> parameters;

    public MomentumDescent(DomainAdversarialNetwork network, DannOptions options)
    {
        parameters = [.. network.named_parameters()];
        optimizer = optim.SGD(parameters.Select(p => p.parameter), options.LearningRate, options.Momentum, weight_decay: options.WeightDecay);
    }

    public double LearningRate
    {
        get => optimizer.ParamGroups.First().LearningRate;
        set => optimizer.ParamGroups.First().LearningRate = value;
    }

    public void Step() => optimizer.step();

    /// <summary>The velocity of each parameter that has one yet, by name.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Velocities() =>
        from pair in parameters.Zip(States(), (p, state) => (p.name, state.momentum_buffer))
        where pair.momentum_buffer is not null
        select KeyValuePair.Create(pair.name, pair.momentum_buffer);

    /// <summary>Puts velocities back, each laid out like its parameter.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> velocities)
    {
        using var noGradient = no_grad();
        foreach (var ((name, parameter), state) in parameters.Zip(States()))
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
