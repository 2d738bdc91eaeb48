using TorchSharp;

namespace DomainAdaptation.Benchmarks;

/// <summary>How many tensors this process holds that nobody has disposed.</summary>
internal static class LiveTensors
{
    public static long Count()
    {
        GC.Collect(); // without what is only waiting for its finaliser
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
