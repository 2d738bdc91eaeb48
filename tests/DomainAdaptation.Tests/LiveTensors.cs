using TorchSharp;

namespace DomainAdaptation;

/// <summary>For tests and benchmarks.</summary>
internal static class LiveTensors
{
    /// <summary>How many tensors nobody has disposed, without those that others left to the collector.</summary>
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
