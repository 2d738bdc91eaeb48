using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Losses are computed in 32 bits at least, also where the layers compute in 16.</summary>
internal static class WidePrecision
{
    public static Tensor Wide(this Tensor x) => x.dtype == ScalarType.Float64 ? x : x.to(ScalarType.Float32);

    /// <summary>A product of matrices as wide as they are. Where layers compute in 16 bits, libtorch would take 16 for it too; 64 it leaves alone.</summary>
    public static Tensor Product(this Tensor a, Tensor b) => Autocast.IsOn && a.dtype == ScalarType.Float32
        ? a.to(ScalarType.Float64).matmul(b.to(ScalarType.Float64)).to(ScalarType.Float32)
        : a.matmul(b);
}
