using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Batch normalisation that keeps the statistics, scale and shift it was given, in training too: where a pretrained network is trained further, small batches of two domains would spoil them.
/// </summary>
internal sealed class FixedNorm : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-5;

    /// <param name="channels">Channels of the input: [n, channels, h, w].</param>
    public FixedNorm(long channels)
        : base(nameof(FixedNorm))
    {
        register_buffer("weight", ones(channels));
        register_buffer("bias", zeros(channels));
        register_buffer("running_mean", zeros(channels));
        register_buffer("running_var", ones(channels));
    }

    public override Tensor forward(Tensor input) => nn.functional.batch_norm(
        input, get_buffer("running_mean"), get_buffer("running_var"), get_buffer("weight"), get_buffer("bias"), training: false, eps: Epsilon);
}
