using System.Diagnostics;
using System.Text.Json.Nodes;
using NetMQ;

namespace Workbench.Kernel.Tests;

[Collection(SharedKernel.Name)]
public sealed class ProtocolTests
{
    private readonly KernelProcess kernel;
    private readonly KernelClient client;

    public ProtocolTests(KernelProcess kernel)
    {
        this.kernel = kernel;
        client = kernel.Client;
        client.WaitUntilReady();
    }

    [Fact]
    public void Kernel_info_says_what_it_is()
    {
        foreach (var socket in new NetMQSocket[] { client.Shell, client.Control })
        {
            var info = client.Request("kernel_info_request", [], socket);
            Assert.Equal("kernel_info_reply", info.Type);
            Assert.Equal(("ok", "5.3", "C#", ".cs"), (info.Status, (string)info.Content["protocol_version"]!, (string)info.Content["language_info"]!["name"]!, (string)info.Content["language_info"]!["file_extension"]!));
        }
    }

    [Fact]
    public void A_cell_gives_streams_displays_updates_and_a_result_in_order()
    {
        var answer = client.Execute("Console.Write(\"a\"); var d = display(1); Console.Write(\"b\"); d.Update(2); Console.Error.Write(\"c\"); 3");
        Assert.Equal("ok", answer.Status);
        Assert.Equal(["execute_input", "stream", "display_data", "stream", "update_display_data", "stream", "execute_result"], answer.Published.Select(p => p.Type));
        Assert.Equal((string?)answer.Published[2].Content["transient"]!["display_id"], (string?)answer.Published[4].Content["transient"]!["display_id"]);
        Assert.Equal("stderr", (string?)answer.Published[5].Content["name"]);
        Assert.Equal("3", answer.Result);
        Assert.Equal((int)answer.Content["execution_count"]!, (int)answer.Published[6].Content["execution_count"]!);
        Assert.Empty(answer.Content["payload"]!.AsArray());
    }

    [Fact]
    public void Counting_silence_and_history_follow_the_flags()
    {
        var first = (int)client.Execute("\"counted\"").Content["execution_count"]!;
        var silent = client.Execute("var fromSilence = 1; Console.Write(\"x\"); fromSilence", silent: true);
        Assert.Empty(silent.Published);
        Assert.Equal(first, (int)silent.Content["execution_count"]!);
        Assert.Equal("1", client.Execute("fromSilence", storeHistory: false).Result);
        Assert.Equal(first + 1, (int)client.Execute("2").Content["execution_count"]!);
        var tail = client.Request("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2, ["output"] = false, ["raw"] = true }).Content["history"]!.AsArray();
        Assert.Equal(["\"counted\"", "2"], tail.Select(h => (string?)h![2]));
        var search = client.Request("history_request", new JsonObject { ["hist_access_type"] = "search", ["n"] = 5, ["pattern"] = "*unte*", ["unique"] = true, ["output"] = true }).Content["history"]!.AsArray();
        Assert.Equal("\"counted\"", (string?)Assert.Single(search)![2]![0]);
        var range = client.Request("history_request", new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = first, ["stop"] = first + 1 }).Content["history"]!.AsArray();
        Assert.Equal(first, (int)Assert.Single(range)![1]!);
    }

    [Fact]
    public void An_error_is_told_and_what_was_sent_with_it_is_not_run()
    {
        var failing = client.Send(client.Shell, "execute_request", KernelClient.Code("throw new Exception(\"boom\");"));
        var behind = client.Send(client.Shell, "execute_request", KernelClient.Code("var ranAnyway = 1;"));
        var info = client.Send(client.Shell, "kernel_info_request", []);
        var answer = client.Wait(client.Shell, failing);
        Assert.Equal(("error", "System.Exception", "boom"), (answer.Status, (string)answer.Content["ename"]!, (string)answer.Content["evalue"]!));
        Assert.Contains("line 1", (string)answer.Content["traceback"]![1]!, StringComparison.Ordinal);
        Assert.Contains(answer.Published, p => p.Type == "error");
        Assert.Equal("aborted", client.Wait(client.Shell, behind).Status);
        Assert.Equal("ok", client.Wait(client.Shell, info).Status);
        Assert.Equal("error", client.Execute("ranAnyway").Status);

        var going = client.Send(client.Shell, "execute_request", KernelClient.Code("throw new Exception();", stopOnError: false));
        var on = client.Send(client.Shell, "execute_request", KernelClient.Code("1"));
        Assert.Equal("error", client.Wait(client.Shell, going).Status);
        Assert.Equal("ok", client.Wait(client.Shell, on).Status);
    }

    [Fact]
    public void User_expressions_are_evaluated()
    {
        var code = KernelClient.Code("var forExpression = 20;");
        code["user_expressions"] = new JsonObject { ["twice"] = "forExpression * 2", ["wrong"] = "nope" };
        var expressions = client.Request("execute_request", code).Content["user_expressions"]!;
        Assert.Equal("40", (string?)expressions["twice"]!["data"]!["text/plain"]);
        Assert.Equal("error", (string?)expressions["wrong"]!["status"]);
    }

    [Theory]
    [InlineData("Console.WriteLi", 15, "WriteLine", 8)]
    [InlineData("var s = \"é😀\"; s.Subs", 20, "Substring", 16)]
    [InlineData("new[] { 1 }.Sel", 15, "SelectMany", 12)]
    [InlineData("System.Text.Jso", 15, "Json", 12)]
    [InlineData("completableVari", 15, "completableVariable", 0)]
    [InlineData("whil", 4, "while", 0)]
    public void Completion_knows_what_fits(string code, int cursor, string expected, int start)
    {
        client.Execute("var completableVariable = 1;", silent: true);
        var reply = client.Request("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor });
        Assert.Contains(expected, reply.Content["matches"]!.AsArray().Select(m => (string)m!));
        Assert.Equal((start, cursor), ((int)reply.Content["cursor_start"]!, (int)reply.Content["cursor_end"]!));
    }

    [Fact]
    public void Completion_offers_instance_members_after_an_instance_only()
    {
        var matches = client.Request("complete_request", new JsonObject { ["code"] = "\"a\".", ["cursor_pos"] = 4 }).Content["matches"]!.AsArray().Select(m => (string)m!).ToList();
        Assert.Contains("Length", matches);
        Assert.DoesNotContain("IsNullOrEmpty", matches);
    }

    [Fact]
    public void Inspection_shows_the_declaration()
    {
        var found = client.Request("inspect_request", new JsonObject { ["code"] = "Math.Max(1, 2)", ["cursor_pos"] = 7, ["detail_level"] = 0 });
        Assert.True((bool)found.Content["found"]!);
        Assert.Contains("int Math.Max(int val1, int val2)", (string)found.Content["data"]!["text/plain"]!, StringComparison.Ordinal);
        Assert.False((bool)client.Request("inspect_request", new JsonObject { ["code"] = "nope", ["cursor_pos"] = 2 }).Content["found"]!);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("var x = ;", "invalid")]
    [InlineData("", "complete")]
    public void Completeness_is_told(string code, string status) => Assert.Equal(status, client.Request("is_complete_request", new JsonObject { ["code"] = code }).Status);

    [Fact]
    public void Comms_are_none_and_closed_at_once()
    {
        Assert.Empty(client.Request("comm_info_request", []).Content["comms"]!.AsObject());
        var id = client.Send(client.Shell, "comm_open", new JsonObject { ["comm_id"] = "abc", ["target_name"] = "x", ["data"] = new JsonObject() });
        Assert.Equal("status", client.Receive(client.Iopub, TimeSpan.FromSeconds(10), id)!.Value.Type);
        var closed = client.Receive(client.Iopub, TimeSpan.FromSeconds(10), id)!.Value;
        Assert.Equal(("comm_close", "abc"), (closed.Type, (string?)closed.Content["comm_id"]));
    }

    [Fact]
    public void The_reader_is_asked_on_stdin_where_the_client_allows_it()
    {
        var id = client.Send(client.Shell, "execute_request", KernelClient.Code("Console.Write(\"before\"); var name = await GetInputAsync(\"Name?\"); name + Console.ReadLine()", allowStdin: true));
        foreach (var (prompt, value) in new[] { ("Name?", "Ada "), ("", "Lovelace") })
        {
            var asked = client.Receive(client.Stdin, TimeSpan.FromSeconds(20), id)!.Value;
            Assert.Equal(("input_request", prompt, false), (asked.Type, (string?)asked.Content["prompt"], (bool)asked.Content["password"]!));
            client.Send(client.Stdin, "input_reply", new JsonObject { ["value"] = value, ["status"] = "ok" });
        }

        Assert.Equal("Ada Lovelace", client.Wait(client.Shell, id).Result);
        var refused = client.Execute("await GetInputAsync(\"Name?\")");
        Assert.Contains("takes no questions", (string)refused.Content["evalue"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("while (true) { Console.Write(\"x\"); }")]
    [InlineData("Console.ReadLine()")]
    public void An_interrupt_on_control_ends_the_cell_and_keeps_the_session(string code)
    {
        client.Execute("var survives = 5;");
        var request = KernelClient.Code("Console.Write(\"started\");" + code, allowStdin: true);
        var id = client.Send(client.Shell, "execute_request", request);
        while (client.Receive(client.Iopub, TimeSpan.FromSeconds(20), id)!.Value.Type != "stream")
        {
        }

        var clock = Stopwatch.StartNew();
        Assert.Equal("ok", client.Request("interrupt_request", [], client.Control).Status);
        var (_, content, _) = client.Receive(client.Shell, TimeSpan.FromSeconds(20), id)!.Value;
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal("KeyboardInterrupt", (string?)content["ename"]);
        Assert.Equal("5", client.Execute("survives").Result);
        while (client.Receive(client.Stdin, TimeSpan.FromMilliseconds(1)) is not null)
        {
        }
    }

    [Fact]
    public void The_heartbeat_answers_while_a_cell_is_busy()
    {
        var id = client.Send(client.Shell, "execute_request", KernelClient.Code("var end = DateTime.UtcNow.AddSeconds(1.5); while (DateTime.UtcNow < end) { }"));
        Thread.Sleep(300);
        client.Heartbeat.SendFrame("ping");
        Assert.True(client.Heartbeat.TryReceiveFrameString(TimeSpan.FromSeconds(1), out var pong));
        Assert.Equal("ping", pong);
        Assert.Equal("ok", client.Wait(client.Shell, id).Status);
        Assert.False(kernel.HasExited);
    }
}
