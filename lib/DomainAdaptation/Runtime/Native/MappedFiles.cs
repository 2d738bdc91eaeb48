using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Samples that lie in a mapped file, and asks the system for a batch of them at once.</summary>
/// <remarks>
/// Taken as they come, each sample that is not in memory waits for the disk by itself, and the system reads what lies behind it too: with 4.7 GB of
/// images and 2 of memory a step took 950 ms so, and takes 21 when it asks first (tests/Benchmarks/results/ideas.md).
/// </remarks>
internal sealed partial class MappedFiles
{
    private const int WillNeed = 3; // MADV_WILLNEED of madvise(2), on Linux and macOS
    private static readonly ConcurrentDictionary<nint, long> Places = new(); // a place that was left since does no harm: advice is only advice
    private static readonly nint Page = Environment.SystemPageSize;
    private readonly nint start;
    private readonly nint bytesOfSample;

    private MappedFiles(nint start, nint bytesOfSample) => (this.start, this.bytesOfSample) = (start, bytesOfSample);

    /// <summary>Remembers that a tensor is a mapped file.</summary>
    public static void Add(Tensor mapped) => Places[AddressOf(mapped)] = mapped.numel() * mapped.element_size();

    /// <summary>The samples, when they lie in a mapped file one after another; null when they do not, or the system takes no advice.</summary>
    public static MappedFiles? Of(Tensor samples)
    {
        if (OperatingSystem.IsWindows() || Places.IsEmpty || samples.device_type != TorchSharp.DeviceType.CPU || !samples.is_contiguous())
        {
            return null;
        }

        var address = AddressOf(samples);
        return Places.Any(p => address >= p.Key && address < p.Key + p.Value) ? new(address, (nint)(samples.numel() / samples.shape[0] * samples.element_size())) : null;
    }

    /// <summary>Asks for these samples; it does not wait for them.</summary>
    public void Ask(ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
        {
            var first = start + ((nint)number * bytesOfSample);
            var page = first / Page * Page; // where advice must begin
            _ = Advise(page, (nuint)(first + bytesOfSample - page), WillNeed);
        }
    }

    private static unsafe nint AddressOf(Tensor tensor)
    {
        using var first = tensor.dim() == 0 ? tensor.alias() : tensor.narrow(0, 0, 1); // a span has no room for more than 2 GiB
        fixed (byte* address = first.bytes)
        {
            return (nint)address;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
