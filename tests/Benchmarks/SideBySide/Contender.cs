namespace DomainAdaptation.Benchmarks;

/// <summary>A way to take the same training step, in a process of its own.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Program">What to start.</param>
/// <param name="Arguments">Its arguments, without those of the net.</param>
/// <param name="FastPath">Ours only: the parts of the fast path that are on, as WORKBENCH_FAST has them.</param>
/// <param name="BFloat16">Whether it computes in brain floats.</param>
/// <param name="Id">Of the side-by-side benchmark only: as on the command line.</param>
internal sealed record Contender(string Name, string Program, IReadOnlyList<string> Arguments, string? FastPath = null, bool BFloat16 = false, string Id = "")
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
        var wide = DomainAdaptation.FastPath.Wide ? "wide," : ""; // forced parts are not tried
        Contender Rung(string id, string name, string parts, Precision precision = Precision.Float32) =>
            new(name, Self, [.. SelfArguments, "worker", "--precision", precision.ToString()], parts, precision == Precision.BFloat16, id);
        Contender Peer(string id, string name, string mode) => new(name, python, [Path.Combine(AppContext.BaseDirectory, "peer.py"), "--mode", mode], BFloat16: mode == "bf16", Id: id);
        return
        [
            Rung("plain", "Workbench plain", "none"),
            Rung("allocator", "+ allocator", "allocator"),
            Rung("products", "+ products", "allocator,products"),
            Rung("wide", "+ wide", $"allocator,products,{wide}"),
            Rung("layout", "+ layout", $"allocator,products,{wide}layout"),
            Rung("pool-first", "+ pool first", $"allocator,products,{wide}layout,pool-first"),
            Rung("fused", Fused, $"allocator,products,{wide}layout,pool-first,fused"),
            Rung("blocked", Blocked, $"allocator,products,{wide}layout,pool-first,fused,blocked"),
            Rung("bf16", FastestBFloat16, $"allocator,products,{wide}layout,pool-first,fused", Precision.BFloat16),
            Peer("pytorch-two-passes", "PyTorch, a pass a domain", "two-passes"),
            Peer("pytorch-plain", PlainPeer, "plain"),
            Peer("pytorch-tuned", TunedPeer, "tuned"),
            Peer("pytorch-compile", "PyTorch tuned, torch.compile", "compile"),
            Peer("pytorch-bf16", "PyTorch tuned, bf16", "bf16"),
        ];
    }

    /// <summary>Those that are asked for, in the ladder's order; the library's fastest is always among them.</summary>
    /// <param name="python">The interpreter that has PyTorch.</param>
    /// <param name="ids">Their names on the command line, or none for all.</param>
    /// <exception cref="BenchmarkException">There is no such contender.</exception>
    public static IReadOnlyList<Contender> Chosen(string python, IReadOnlyList<string> ids)
    {
        var all = All(python);
        return ids.FirstOrDefault(id => all.All(c => c.Id != id)) is { } unknown
            ? throw new BenchmarkException($"'{unknown}' is no contender: there are {string.Join(", ", all.Select(c => c.Id))}.")
            : [.. all.Where(c => ids.Count == 0 || ids.Contains(c.Id) || c.Name == Fastest)];
    }

    /// <summary>The one that measures what the machine can do at most.</summary>
    public static Contender Peak { get; } = new("peak", Self, [.. SelfArguments, "peak"], "all");

    // This program again: by its own executable, or by dotnet and its assembly.
    private static string Self => Environment.ProcessPath!;

    private static IEnumerable<string> SelfArguments =>
        Path.GetFileNameWithoutExtension(Self) == "dotnet" ? [typeof(Contender).Assembly.Location] : [];
}
