using System.Globalization;
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
    private const string Mappings = "/proc/self/maps";
    private const int WillNeed = 3; // MADV_WILLNEED of madvise(2)
    private static readonly nint Page = Environment.SystemPageSize;
    private readonly nint start;
    private readonly nint bytesOfSample;

    private MappedFiles(nint start, nint bytesOfSample) => (this.start, this.bytesOfSample) = (start, bytesOfSample);

    /// <summary>The samples, when they lie in a mapped file one after another; null when they do not, and on systems other than Linux.</summary>
    public static MappedFiles? Of(Tensor samples)
    {
        if (!OperatingSystem.IsLinux() || samples.device_type != TorchSharp.DeviceType.CPU || !samples.is_contiguous())
        {
            return null;
        }

        var address = AddressOf(samples);
        return File.Exists(Mappings) && File.ReadLines(Mappings).Any(line => IsFileAt(line, address))
            ? new(address, (nint)(samples.numel() / samples.shape[0] * samples.element_size()))
            : null;
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

    // 7f12-7f34 rw-p 00000000 fe:00 1234   /data/images.npy: what is no file's has no path, or a name in brackets.
    private static bool IsFileAt(string line, nint address) =>
        line.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash && line.IndexOf(' ', dash) is > 0 and var end && line.Contains('/', StringComparison.Ordinal)
        && nint.TryParse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var from)
        && nint.TryParse(line.AsSpan(dash + 1, end - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var to)
        && address >= from && address < to;

    private static unsafe nint AddressOf(Tensor tensor)
    {
        using var first = tensor.narrow(0, 0, 1); // a span has no room for more than 2 GiB
        fixed (byte* address = first.bytes)
        {
            return (nint)address;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
