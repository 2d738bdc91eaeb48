namespace DomainAdaptation.Benchmarks;

/// <summary>A way to take the same training step, in a process of its own.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Program">What to start.</param>
/// <param name="Arguments">Its arguments, without those of the net.</param>
/// <param name="FastPath">Ours only: the parts of the fast path that are on, as WORKBENCH_FAST has them.</param>
/// <param name="BFloat16">Whether it computes in brain floats.</param>
internal sealed record Contender(string Name, string Program, IReadOnlyList<string> Arguments, string? FastPath = null, bool BFloat16 = false)
{
    public const string PlainPeer = "PyTorch plain", TunedPeer = "PyTorch tuned", FastestBFloat16 = "+ bf16";
    private const string Fused = "+ fused", Blocked = "+ blocked";

    /// <summary>The library as it is on this processor, in 32 bits.</summary>
    public static string Fastest => DomainAdaptation.FastPath.BlocksHelp ? Blocked : Fused;

    /// <summary>Whether it is the library.</summary>
    public bool IsOurs => FastPath is not null;

    /// <summary>The ladder of the library, each rung with all of those before it; then PyTorch's.</summary>
    /// <param name="python">The interpreter that has PyTorch.</param>
    public static IReadOnlyList<Contender> All(string python)
    {
        Contender Rung(string name, string parts, Precision precision = Precision.Float32) =>
            new(name, Self, [.. SelfArguments, "worker", "--precision", precision.ToString()], parts, precision == Precision.BFloat16);
        Contender Peer(string name, string mode) => new(name, python, [Path.Combine(AppContext.BaseDirectory, "peer.py"), "--mode", mode], BFloat16: mode == "bf16");
        return
        [
            Rung("Workbench plain", "none"),
            Rung("+ allocator", "allocator"),
            Rung("+ layout", "allocator,layout"),
            Rung("+ pool first", "allocator,layout,pool-first"),
            Rung(Fused, "allocator,layout,pool-first,fused"),
            Rung(Blocked, "allocator,layout,pool-first,fused,blocked"),
            Rung(FastestBFloat16, "all", Precision.BFloat16),
            Peer("PyTorch, a pass a domain", "two-passes"),
            Peer(PlainPeer, "plain"),
            Peer(TunedPeer, "tuned"),
            Peer("PyTorch tuned, torch.compile", "compile"),
            Peer("PyTorch tuned, bf16", "bf16"),
        ];
    }

    /// <summary>The one that measures what the machine can do at most.</summary>
    public static Contender Peak { get; } = new("peak", Self, [.. SelfArguments, "peak"], "all");

    // This program again: by its own executable, or by dotnet and its assembly.
    private static string Self => Environment.ProcessPath!;

    private static IEnumerable<string> SelfArguments =>
        Path.GetFileNameWithoutExtension(Self) == "dotnet" ? [typeof(Contender).Assembly.Location] : [];
}
