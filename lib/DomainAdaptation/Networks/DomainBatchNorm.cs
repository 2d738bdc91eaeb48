using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Batch normalisation with statistics of its own for each domain, and one scale and shift for all.</summary>
/// <remarks>
/// Normalised together, source and target would be told apart by which side of the common mean they are on, and the features
/// would have to learn around it. Normalised apart, their first two moments agree from the start. Not in the paper, which
/// predates batch normalisation; the idea of statistics for each domain is that of AdaBN (Li et al. 2016).
/// </remarks>
public sealed class DomainBatchNorm : nn.Module<Tensor, Tensor>, IDomainAware
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly double momentum;
    private readonly double epsilon;

    /// <summary>Creates the layer.</summary>
    /// <param name="channels">Channels of the input: [n, channels, …].</param>
    /// <param name="momentum">The share of a new batch in the running statistics.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public DomainBatchNorm(int channels, double momentum = 0.1, double epsilon = 1e-5)
        : base(nameof(DomainBatchNorm))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        NativeBackend.EnsureLoaded();
        this.momentum = momentum;
        this.epsilon = epsilon;
        weight = new Parameter(ones(channels));
        bias = new Parameter(zeros(channels));
        register_parameter("weight", weight);
        register_parameter("bias", bias);
        MakeRoomFor(Domain.Source);
        MakeRoomFor(Domain.Target);
    }

    /// <inheritdoc/>
    public Domain Domain { get; set; }

    /// <summary>Normalises by the batch when training, by the running statistics of the domain otherwise.</summary>
    public override Tensor forward(Tensor input) => nn.functional.batch_norm(
        input, get_buffer(MeanOf(Domain)), get_buffer(VarianceOf(Domain)), weight, bias, training, momentum, epsilon);

    /// <summary>The same in training, for an input in oneDNN's own layout.</summary>
    internal Tensor NormaliseBlocks(Tensor input) => Blocks.Normalise(
        input, weight, bias, get_buffer(MeanOf(Domain))!, get_buffer(VarianceOf(Domain))!, momentum, epsilon);

    /// <summary>Added to the variance.</summary>
    internal double Epsilon => epsilon;

    /// <summary>What normalises samples of a domain in evaluation, by name: scale, shift, mean and variance; null where there are no statistics of it.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)>? Numbers(Domain domain) => get_buffer(MeanOf(domain)) is { } mean && get_buffer(VarianceOf(domain)) is { } variance
        ? [("weight", weight), ("bias", bias), (MeanOf(domain), mean), (VarianceOf(domain), variance)]
        : null;

    /// <summary>Registers the statistics of a domain, if they are not there.</summary>
    internal void MakeRoomFor(Domain domain)
    {
        if (get_buffer(MeanOf(domain)) is null)
        {
            using var noGradient = no_grad();
            register_buffer(MeanOf(domain), zeros_like(weight));
            register_buffer(VarianceOf(domain), ones_like(weight));
        }
    }

    /// <summary>Whether training has seen samples of a domain.</summary>
    internal bool Knows(Domain domain) => get_buffer(MeanOf(domain)) is { } mean && mean.count_nonzero().item<long>() > 0;

    /// <summary>The domains that training has seen.</summary>
    internal IReadOnlyList<Domain> Known =>
        [.. named_buffers().Where(b => b.name.EndsWith(Mean, StringComparison.Ordinal)).Select(b => OfBuffer(b.name)).OfType<Domain>().Where(Knows)];

    /// <summary>The domain whose statistics a buffer of this name holds, or null.</summary>
    internal static Domain? OfBuffer(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.EndsWith(Mean, StringComparison.Ordinal) && last.Length > Mean.Length
            ? Domain.Parse(char.ToUpperInvariant(last[0]) + last[1..^Mean.Length])
            : null;
    }

    // Always by name: moving the module to another device replaces its buffers.
    private const string Mean = "_mean";

    private static string MeanOf(Domain domain) => domain == Domain.Source ? "source_mean" : domain == Domain.Target ? "target_mean" : Named(domain) + Mean;

    private static string VarianceOf(Domain domain) => domain == Domain.Source ? "source_variance" : domain == Domain.Target ? "target_variance" : Named(domain) + "_variance";

    private static string Named(Domain domain) => domain.ToString().ToLowerInvariant();
}
