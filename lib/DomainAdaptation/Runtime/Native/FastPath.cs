using System.Collections.Frozen;
using System.Runtime.Intrinsics.X86;

namespace DomainAdaptation;

/// <summary>
/// The parts of the fast training step that change nothing but the time. Those that are plain libtorch are on; those that reach below it are on
/// where they help and a trial of them went well on this processor: <see cref="Trial"/>. WORKBENCH_FAST forces it, untried: it names the parts to keep
/// (<c>none</c>, <c>all</c> that help, or a list such as <c>allocator,layout</c>), so that a benchmark can show what each is worth.
/// </summary>
internal static class FastPath
{
    /// <summary>What WORKBENCH_FAST calls the parts that reach below plain libtorch, and their trials.</summary>
    public const string BlockedPart = "blocked", FusedPart = "fused", WidePart = "wide";

    private const string Variable = "WORKBENCH_FAST";
    private static readonly string[] Parts = ["allocator", "products", WidePart, "layout", BlockedPart, "pool-first", FusedPart];
    private static FrozenSet<string>? forced = Read(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Large blocks stay with the process between two steps: <see cref="DomainAdaptation.Allocator"/>.</summary>
    public static bool Allocator => IsOn("allocator");

    /// <summary>MKL's products are shared out in one fixed way: <see cref="MatrixProducts"/>.</summary>
    public static bool Products => IsOn("products");

    /// <summary>MKL's products take 512-bit instructions, whoever made the processor: <see cref="MatrixProducts.ChooseByInstructions"/>.</summary>
    public static bool Wide => IsOn(WidePart);

    /// <summary>Images and the weights of convolutions lie channels-last: <see cref="Normalisation.Apply"/>, <see cref="Layers.Convolution"/>.</summary>
    public static bool Layout => IsOn("layout");

    /// <summary>Convolutions train in oneDNN's own layout: <see cref="ConvolutionChain"/>, <see cref="Blocks"/>.</summary>
    public static bool Blocked => IsOn(BlockedPart);

    /// <summary>Whether that is any faster: on x64, where it was measured, with AVX2 alone (AMD) and with AVX-512 (Intel, AMD). On other processors it has to be named.</summary>
    public static bool BlocksHelp => Avx2.IsSupported;

    /// <summary>Pools stand before ReLUs, not behind them: <see cref="Layers.Chain"/>.</summary>
    public static bool PoolFirst => IsOn("pool-first");

    /// <summary>One pass over memory updates all weights: <see cref="FusedDescent"/>.</summary>
    public static bool Fused => IsOn(FusedPart);

    /// <summary>The parts that want a trial: none where they are forced, on or off.</summary>
    public static IEnumerable<string> ToTry => forced is not null ? [] : ((string[])[WidePart, FusedPart, BlockedPart]).Where(Helps);

    /// <summary>Why the variable cannot be understood, or null when it can.</summary>
    public static string? Complaint => forced?.Except(Parts, StringComparer.Ordinal).FirstOrDefault() is { } unknown
        ? $"{Variable} names '{unknown}', but the parts of the fast path are {string.Join(", ", Parts)}; all and none are understood too."
        : null;

    /// <summary>One line: the parts that are on, and of each that a trial keeps off, why.</summary>
    public static string Describe()
    {
        var on = string.Join(", ", Parts.Where(p => p == WidePart ? MatrixProducts.IsWide : IsOn(p)));
        var off = ToTry.Concat(Autocast.ToTry).Select(part => (part, why: Trial.Here.Hindrance(part))).Where(p => p.why is not null)
            .Select(p => $"; {p.part} is off: its trial {p.why}");
        return (on.Length > 0 ? on : "none") + (forced is null ? "" : $" (by {Variable})") + string.Concat(off);
    }

    /// <summary>These parts, whatever the machine allows, until the result is disposed: for trials and tests, which compare them within one process. Allocator, products and wide stay as they are.</summary>
    public static IDisposable Only(string parts)
    {
        var before = new Restore(forced);
        forced = Read(parts);
        return before;
    }

    private static bool IsOn(string part) => forced?.Contains(part)
        ?? (part is not (BlockedPart or FusedPart or WidePart) || (ToTry.Contains(part, StringComparer.Ordinal) && Trial.Here.Hindrance(part) is null));

    private static bool Helps(string part) => part switch { BlockedPart => BlocksHelp, WidePart => MatrixProducts.WideCodeIsWithheld, _ => true };

    private static FrozenSet<string>? Read(string? value) => value is null or "" ? null : (value switch
    {
        "all" => Parts.Where(Helps),
        "none" => [],
        _ => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    }).ToFrozenSet(StringComparer.Ordinal);

    private sealed class Restore(FrozenSet<string>? parts) : IDisposable
    {
        public void Dispose() => forced = parts;
    }
}
