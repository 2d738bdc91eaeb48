using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Tests;

public sealed class FSharpCellTests(EngineFixture session) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Cells_build_on_each_other()
    {
        var first = await session.RunWell("let x = 40\nprintf \"hi\"\nx + 2", Language.FSharp);
        Assert.Equal("42", first.Plain);
        Assert.Equal("hi", first.Stdout);
        Assert.Null((await session.RunWell("let y = x + 1", Language.FSharp)).Value);
        Assert.Equal("81", (await session.RunWell("x + y", Language.FSharp)).Plain);
        // The framework is all there, and of one piece.
        Assert.Equal("3", (await session.RunWell("let list = System.Collections.Generic.List<int>()\nlist.Add 3\nSeq.sum list", Language.FSharp)).Plain);
    }

    [Fact]
    public async Task Values_look_as_in_csharp()
    {
        var records = await session.RunWell("type Row = { Name: string; Value: float }\n[ { Name = \"a\"; Value = 1.5 } ]", Language.FSharp);
        Assert.Equal("<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody><tr><td style=\"text-align:left\">a</td><td style=\"text-align:right\">1.5</td></tr></tbody></table>", records.Html);
        Assert.Equal("[ 1, 2 ]", (await session.RunWell("[1; 2]", Language.FSharp)).Plain);
        var shown = await session.RunWell("let d = display \"one\"\nd.Update(\"two\")\n\"three\" |> display |> ignore\nHTML \"<b>4</b>\"", Language.FSharp);
        Assert.Equal(["one", "three"], shown.Displays.Select(b => b.Data[MimeBundle.Plain]));
        Assert.Equal("two", shown.Updates.Single().Data[MimeBundle.Plain]);
        Assert.Equal("<b>4</b>", shown.Html);
    }

    [Fact]
    public async Task Errors_have_their_line()
    {
        Assert.StartsWith("(2,9): FS0039", (await session.Run("let a = 1\nlet b = nope", Language.FSharp)).Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("boom", (await session.Run("let f () : int = failwith \"boom\"\nf ()", Language.FSharp)).Failure!.Message);
    }

    [Fact]
    public async Task A_busy_loop_is_interrupted_and_the_session_lives_on()
    {
        await session.RunWell("let before = 5", Language.FSharp);
        var running = session.Run("while true do ()", Language.FSharp);
        await Task.Delay(1000);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        session.Engine.Interrupt();
        Assert.Equal("KeyboardInterrupt", (await running).Failure!.Name);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal("5", (await session.RunWell("before", Language.FSharp)).Plain);
    }
}
