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
    public async Task Checks_for_an_interrupt_change_neither_results_nor_places()
    {
        var result = await session.RunWell("""
            let rec fact n =
                // The body comes after a comment.
                if n <= 1I
                   || n < 0I then 1I
                elif n = 2I then 2I else n * fact (n - 1I)
            let text = "for x in xs do
            while true do"
            let mutable i = 0
            while i < 2 || i = 2 do i <- i + 1
            let squares = [ for x in 1 .. 3 do
                                let y = x * x
                                if y > 1 then y ]
            let lazily = seq { for x in squares do yield x; yield! [ for y in 1 .. 1 -> y ] }
            type Counter() =
                let mutable n = 0
                member _.Add k =
                    for _ in 1 .. k do
                        n <- n + 1
                    n
            sprintf "%A %d %A %A %d %d" (fact 5I) i squares (List.ofSeq lazily) (Counter().Add 3) text.Length
            """, Language.FSharp);
        Assert.Equal("120 3 [4; 9] [4; 1; 9; 1] 3 28", result.Plain);
        var failed = await session.Run("for x in 1 .. 2 do\n    let y = x\n    ()\nif 1 > 2 || nope then ()", Language.FSharp);
        Assert.StartsWith("(4,13): FS0039", failed.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("3", (await session.RunWell("query { for x in [ 1; 2; 3 ] do\n        where (x > 2)\n        exactlyOne }", Language.FSharp)).Plain);
    }

    [Fact]
    public async Task What_holds_itself_and_half_a_character_end_nothing()
    {
        var ring = await session.RunWell(
            """
            type Ring() =
                interface System.Collections.Generic.IEnumerable<Ring> with
                    member this.GetEnumerator() : System.Collections.Generic.IEnumerator<Ring> = (seq { yield this }).GetEnumerator()
                interface System.Collections.IEnumerable with
                    member this.GetEnumerator() : System.Collections.IEnumerator = (seq { yield this }).GetEnumerator() :> _
            Ring()
            """,
            Language.FSharp);
        Assert.InRange(ring.Value!.Data.Values.Sum(v => v.Length), 1, 200_000);
        var half = await session.RunWell("System.Console.Write(\"😀\".Substring(0, 1))\n\"😀\".Substring(1)", Language.FSharp);
        Assert.Equal((1, 1), (half.Stdout.Length, half.Plain.Length));
    }
}
