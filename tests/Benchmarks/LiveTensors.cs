using TorchSharp;

namespace DomainAdaptation.Benchmarks;

/// <summary>How many tensors this process holds that nobody has disposed.</summary>
internal static class LiveTensors
{
    public static long Count => torch.Tensor.TotalCount;
}
