using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DomainAdaptation.Benchmarks;

/// <summary>The side-by-side benchmark as one Markdown table with its caption, and as JSON with every round.</summary>
internal sealed class SideBySideReport(SideBySideOptions options, IReadOnlyList<NetResult> nets)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public SideBySideOptions Options => options;

    /// <summary>The nets that a folder holds.</summary>
    /// <exception cref="BenchmarkException">They were measured elsewhere or otherwise, or the file is damaged: figures of one table are of one machine.</exception>
    public static List<NetResult> Measured(SideBySideOptions options)
    {
        if (!File.Exists(options.JsonPath))
        {
            return [];
        }

        try
        {
            var file = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(options.JsonPath));
            var here = JsonSerializer.SerializeToElement(Conditions(options), Indented);
            return JsonElement.DeepEquals(file.GetProperty("conditions"), here)
                ? file.GetProperty("nets").Deserialize<List<NetResult>>(Indented)!
                : throw new BenchmarkException($"{options.JsonPath} was measured on another machine, with other versions or by other options: leave out --resume, or give another --out.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BenchmarkException($"{options.JsonPath} is damaged or of an earlier version: leave out --resume, or give another --out.");
        }
    }

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append("| net | step | ms | × PyTorch plain | × PyTorch tuned | share of peak | memory, MiB | page faults a step | evaluation, images/s | × PyTorch plain | × PyTorch tuned |\n");
        text.Append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var net in nets)
        {
            foreach (var c in net.Contenders.Where(c => c.Unavailable is null))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {net.Net} | {c.Name} | {Median.Of(c.Milliseconds):F1} | {Times(net.Times(c, Contender.PlainPeer))} | {Times(net.Times(c, Contender.TunedPeer))} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Percent(net.ShareOfPeak(c))} | {c.PeakMemory:F0} | {c.PageFaults:F0} | {Median.Of(c.EvaluationRates):F0} | {Times(net.EvaluationTimes(c, Contender.PlainPeer))} | {Times(net.EvaluationTimes(c, Contender.TunedPeer))} |\n");
            }
        }

        text.Append('\n').Append(Caption());
        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(
        new { conditions = Conditions(options), nets }, Indented) + "\n";

    private static object Conditions(SideBySideOptions options) =>
        new { machine = Versions.Machine, ours = Versions.Ours, python = options.Python, contenders = string.Join(',', options.Contenders), options.Threads, options.Rounds, options.Steps, options.AllowNoise };

    private string Caption()
    {
        var text = new StringBuilder();
        if (options.AllowNoise)
        {
            text.Append(CultureInfo.InvariantCulture, $"**Not to be quoted:** measured with --allow-noise; others had up to {Percent(nets.Max(n => n.ForeignShare))} of the machine.\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{string.Join(", ", nets.Select(n => n.Date).Distinct(StringComparer.Ordinal))}, {Versions.Machine}, threads: {options.Threads}; {Versions.Ours}; {Peer()}. ");
        text.Append(CultureInfo.InvariantCulture, $"A step trains on 64 + 64 images. Medians of {options.Rounds} interleaved {(options.Rounds == 1 ? "round" : "rounds")}, ratios within a round; {nets.Sum(n => n.Rejected)} measurements were thrown away because others used more than 5 % of the machine. ");
        text.Append("Each rung has those before it. PyTorch plain: default allocator, contiguous layout, ReLU before pool, torch.optim.SGD as it comes, data resident as bytes; tuned: what the library does. ");
        text.Append("Memory: the peak while training. Evaluation: batches of 500.\n");
        foreach (var net in nets)
        {
            var fastest = net.Contenders.Single(c => c.Name == Contender.Fastest);
            text.Append(CultureInfo.InvariantCulture, $"\n- {net.Net}: {net.FlopsOfStep / 1e9:F2} GFLOP a step; peak {net.PeakFloat32:F0} GFLOP/s in 32 bits{(net.PeakBFloat16 > 0 ? FormattableString.Invariant($", {net.PeakBFloat16:F0} in brain floats") : "")}; data phase {net.DataPhase:F2} ms, {net.DataPhase / Median.Of(fastest.Milliseconds) * 100:F1} % of the step.");
        }

        foreach (var missing in nets.SelectMany(n => n.Contenders).Where(c => c.Unavailable is not null).DistinctBy(c => c.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- {missing.Name}: not available. {missing.Unavailable}.");
        }

        return text.Append('\n').ToString();
    }

    // Nets that were measured at other times may have seen another PyTorch: each is named.
    private string Peer()
    {
        var said = nets.SelectMany(n => n.Contenders).Where(c => !c.IsOurs && c.Unavailable is null).Select(c => (c.Name, Said: JsonSerializer.Deserialize<JsonElement>(c.Versions))).ToList();
        var versions = said.Select(p => $"{p.Said.GetProperty("ready").GetString()} with {p.Said.GetProperty("blas").GetString()}").Distinct(StringComparer.Ordinal).ToList();
        var optimisers = said.Where(p => p.Name == Contender.TunedPeer).Select(p => p.Said.GetProperty("optimiser").GetString()).Distinct(StringComparer.Ordinal).ToList();
        return versions.Count == 0 ? "no PyTorch" : string.Join(" and ", versions) + (optimisers.Count > 0 ? $", tuned SGD: {string.Join(" and ", optimisers)}" : "");
    }

    private static string Times(double? ratio) => ratio is { } r ? r.ToString("F2", CultureInfo.InvariantCulture) : "–";

    private static string Percent(double share) => (share * 100).ToString("F0", CultureInfo.InvariantCulture) + " %";
}
