using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Workbench.Kernel.Protocol;

/// <summary>The cells of this session, for a client that asks what was run.</summary>
internal sealed class History
{
    private readonly List<(int Number, string Code)> cells = [];

    public void Add(int number, string code) => cells.Add((number, code));

    /// <summary>Answers a history_request: the tail, a range, or what a pattern with * and ? finds.</summary>
    public JsonObject Answer(JupyterMessage request)
    {
        var most = Math.Max(0, request.Number("n", int.MaxValue));
        IEnumerable<(int Number, string Code)> found = request.Text("hist_access_type") switch
        {
            // Session 0 is this one, and earlier ones are not kept.
            "range" when request.Number("session", 0) == 0 => cells.Where(c => c.Number >= request.Number("start", 0) && c.Number < request.Number("stop", int.MaxValue)),
            "range" => [],
            "search" => Search(request.Text("pattern") ?? "*", request.Flag("unique", false)).TakeLast(most),
            _ => cells.TakeLast(most),
        };
        var output = request.Flag("output", false);
        return Replies.Ok([KeyValuePair.Create<string, JsonNode?>("history", new JsonArray([.. found.Select(c => new JsonArray(0, c.Number, output ? new JsonArray(c.Code, null) : c.Code))]))]);
    }

    private IEnumerable<(int Number, string Code)> Search(string pattern, bool unique)
    {
        var found = cells.Where(c => FileSystemName.MatchesSimpleExpression(pattern, c.Code, ignoreCase: false));
        return unique ? found.Reverse().DistinctBy(c => c.Code, StringComparer.Ordinal).Reverse() : found;
    }
}
