using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Losses are computed in 32 bits at least, also where the layers compute in 16.</summary>
internal static class WidePrecision
{
    public static Tensor Wide(this Tensor x) => x.dtype == ScalarType.Float64 ? x : x.to(ScalarType.Float32);
}
