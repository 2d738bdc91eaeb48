using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A network in evaluation mode until disposed; then every module is in the mode, and told the domain, that it was before.</summary>
/// <remarks>Parts may be in different modes, such as a frozen batch normalisation within a network that trains, and stay so.</remarks>
internal sealed class EvaluationMode : IDisposable
{
    private readonly DomainAdversarialNetwork network;
    private readonly Dictionary<nn.Module, bool> modes = new(ReferenceEqualityComparer.Instance);
    private readonly List<KeyValuePair<IDomainAware, Domain>> domains;
    private readonly Domain domain;

    private EvaluationMode(DomainAdversarialNetwork network)
    {
        this.network = network;
        domain = network.Domain;
        domains = [.. network.modules().OfType<IDomainAware>().Select(m => KeyValuePair.Create(m, m.Domain))];
        Remember(network);
    }

    /// <summary>Switches to evaluation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="domain">Whose samples will come, or null to leave what the network was told.</param>
    public static EvaluationMode Begin(DomainAdversarialNetwork network, Domain? domain = null)
    {
        var mode = new EvaluationMode(network);
        network.eval();
        network.Domain = domain ?? network.Domain;
        return mode;
    }

    public void Dispose()
    {
        Restore(network);
        network.Domain = domain;
        domains.ForEach(d => d.Key.Domain = d.Value);
    }

    private void Remember(nn.Module module)
    {
        modes[module] = module.training;
        foreach (var child in module.children())
        {
            Remember(child);
        }
    }

    // From the outside in, for a module's mode is its children's until they are set themselves.
    private void Restore(nn.Module module)
    {
        module.train(modes[module]);
        foreach (var child in module.children())
        {
            Restore(child);
        }
    }
}
