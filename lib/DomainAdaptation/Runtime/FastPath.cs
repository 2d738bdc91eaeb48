using System.Collections.Frozen;
using System.Runtime.Intrinsics.X86;

namespace DomainAdaptation;

/// <summary>
/// The parts of the fast training step that change nothing but the time: all on that help on this processor, unless WORKBENCH_FAST names those to keep
/// (<c>none</c>, <c>all</c>, or a list such as <c>allocator,layout</c>), so that a benchmark can show what each is worth.
/// </summary>
internal static class FastPath
{
    private const string Variable = "WORKBENCH_FAST";
    private static readonly string[] Parts = ["allocator", "layout", "blocked", "pool-first", "fused"];
    private static FrozenSet<string> on = Read(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Large blocks stay with the process between two steps: <see cref="DomainAdaptation.Allocator"/>.</summary>
    public static bool Allocator => on.Contains("allocator");

    /// <summary>Images and the weights of convolutions lie channels-last: <see cref="Normalisation.Apply"/>, <see cref="Layers.Convolution"/>.</summary>
    public static bool Layout => on.Contains("layout");

    /// <summary>Convolutions train in oneDNN's own layout: <see cref="ConvolutionChain"/>.</summary>
    public static bool Blocked => on.Contains("blocked");

    /// <summary>Whether that is on by itself: on x64, where it was measured, with AVX2 alone (AMD) and with AVX-512 (Intel). On other processors it has to be named.</summary>
    public static bool BlocksHelp => Avx2.IsSupported;

    /// <summary>Pools stand before ReLUs, not behind them: <see cref="Layers.Chain"/>.</summary>
    public static bool PoolFirst => on.Contains("pool-first");

    /// <summary>One pass over memory updates all weights: <see cref="MomentumDescent"/>.</summary>
    public static bool Fused => on.Contains("fused");

    /// <summary>Why the variable cannot be understood, or null when it can.</summary>
    public static string? Complaint => on.Except(Parts, StringComparer.Ordinal).FirstOrDefault() is { } unknown
        ? $"{Variable} names '{unknown}', but the parts of the fast path are {string.Join(", ", Parts)}; all and none are understood too."
        : null;

    /// <summary>Other parts until the result is disposed, for tests that compare them within one process; the allocator stays as it is.</summary>
    public static IDisposable Only(string parts)
    {
        var before = new Restore(on);
        on = Read(parts);
        return before;
    }

    private static FrozenSet<string> Read(string? value) => (value switch
    {
        null or "" or "all" => Parts.Where(p => p != "blocked" || BlocksHelp),
        "none" => [],
        _ => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    }).ToFrozenSet(StringComparer.Ordinal);

    private sealed class Restore(FrozenSet<string> parts) : IDisposable
    {
        public void Dispose() => on = parts;
    }
}
