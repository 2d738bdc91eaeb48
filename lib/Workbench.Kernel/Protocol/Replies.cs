using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Languages;

namespace Workbench.Kernel.Protocol;

/// <summary>The contents of answers.</summary>
internal static class Replies
{
    public static JsonObject Ok(params IEnumerable<KeyValuePair<string, JsonNode?>> more) => new([KeyValuePair.Create<string, JsonNode?>("status", "ok"), .. more]);

    public static JsonObject Error(CellError error) => new()
    {
        ["status"] = "error",
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(l => JsonValue.Create(l))]),
    };

    public static JsonObject KernelInfo(string language) => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.3",
        ["implementation"] = "workbench-kernel",
        ["implementation_version"] = KernelVersion.Text,
        ["language_info"] = LanguageInfo.Of(language),
        ["banner"] = $"Workbench.Kernel {KernelVersion.Text}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(),
    };
}
