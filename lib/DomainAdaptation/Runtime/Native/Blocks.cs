using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>oneDNN's own layout, channels in blocks of eight or sixteen: TorchSharp wraps none of this, TorchScript reaches it.</summary>
/// <remarks>A part of the <see cref="FastPath"/> that is tried before it is trusted.</remarks>
internal static class Blocks
{
    // Left to update running statistics itself, batch normalisation in this layout adds them by oneDNN's "simple" sum. That divides by a number
    // made from the size of the cache that the processor reports, and ends the process where a virtual machine reports none. So they are updated
    // here, by the same two products and one sum of plain tensors, whose last bits are the same.
    private const string Script = """
        def enter(x):
            return x.to_mkldnn()

        def leave(x):
            return x.to_dense()

        def normalise(x, weight, bias, mean, variance, momentum: float, epsilon: float):
            y, batch_mean, batch_variance = torch.native_batch_norm(x, weight, bias, None, None, True, momentum, epsilon)
            count = x.numel() // weight.numel()
            mean.mul_(1 - momentum).add_(batch_mean.to_dense() * momentum)
            variance.mul_(1 - momentum).add_(batch_variance.to_dense() * (momentum * count / (count - 1)))
            return y

        """;

    private static readonly Lazy<jit.CompilationUnit> Functions = new(() => jit.compile(Script));

    public static Tensor Enter(Tensor x) => (Tensor)Functions.Value.invoke("enter", x);

    public static Tensor Leave(Tensor x) => (Tensor)Functions.Value.invoke("leave", x);

    /// <summary>Batch normalisation by the statistics of the batch; the running ones, which lie plainly, move by their share.</summary>
    public static Tensor Normalise(Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, double momentum, double epsilon)
    {
        using Scalar share = momentum.ToScalar(), small = epsilon.ToScalar(); // held here: see Scalars
        return (Tensor)Functions.Value.invoke("normalise", x, weight, bias, mean, variance, share, small);
    }
}
