using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Batch normalisation with statistics of its own for either domain, and one scale and shift for both.</summary>
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
        foreach (var domain in Enum.GetValues<Domain>())
        {
            register_buffer(MeanOf(domain), zeros(channels));
            register_buffer(VarianceOf(domain), ones(channels));
        }
    }

    /// <inheritdoc/>
    public Domain Domain { get; set; }

    /// <summary>Normalises by the batch when training, by the running statistics of the domain otherwise.</summary>
    public override Tensor forward(Tensor input) => nn.functional.batch_norm(
        input, get_buffer(MeanOf(Domain)), get_buffer(VarianceOf(Domain)), weight, bias, training, momentum, epsilon);

    /// <summary>The same in training, for an input in oneDNN's own layout.</summary>
    internal Tensor NormaliseBlocks(Tensor input) => Blocks.Normalise(
        input, weight, bias, get_buffer(MeanOf(Domain))!, get_buffer(VarianceOf(Domain))!, momentum, epsilon);

    // Always by name: moving the module to another device replaces its buffers.
    private static string MeanOf(Domain domain) => domain == Domain.Source ? "source_mean" : "target_mean";

    private static string VarianceOf(Domain domain) => domain == Domain.Source ? "source_variance" : "target_variance";
}
