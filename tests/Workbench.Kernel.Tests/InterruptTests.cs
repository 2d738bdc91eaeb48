using System.Diagnostics;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Tests;

[Collection("Interrupts")]
public sealed class InterruptTests(EngineFixture session) : IClassFixture<EngineFixture>
{
    private const int Times = 50;

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("while (true) { await Task.Delay(1); }")]
    [InlineData("while (true) { await Task.Yield(); }")]
    [InlineData("async Task Busy() { await Task.Delay(1); while (true) { } }\nawait Busy();")]
    [InlineData("Task.Delay(60_000).Wait();")]
    [InlineData("while (true) { Console.Write(\"x\"); }")]
    [InlineData("while (true) { try { System.Threading.Thread.Sleep(5); } catch (Exception) { } }")]
    [InlineData("IEnumerable<int> Endless() { while (true) { } yield break; }\nEndless()")]
    public async Task A_cell_ends_within_three_seconds_and_the_session_lives_on(string code)
    {
        await session.RunWell("var kept = new List<int> { 1 };");
        var running = await Start("kept.Add(2);\n" + code);
        var clock = Stopwatch.StartNew();
        session.Engine.Interrupt();
        var output = await running;
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal("KeyboardInterrupt", output.Failure!.Name);
        Assert.Equal("2", (await session.RunWell("kept.Count")).Plain);
    }

    [Theory]
    [InlineData("let mutable n = 0\nwhile true do n <- n + 1")]
    [InlineData("while true do\n    try System.Threading.Thread.Sleep 5\n    with _ -> ()")]
    [InlineData("let rec loop n =\n    match n with\n    | -1 -> 0\n    | _ -> loop (n + 1 &&& 1023)\nloop 0 |> ignore")]
    [InlineData("for i in Seq.initInfinite id do\n    let j = i\n    ignore j")]
    [InlineData("while true do printf \"x\"")]
    [InlineData("System.Threading.Thread.Sleep 60000")]
    public async Task An_fsharp_cell_ends_too(string code)
    {
        await session.RunWell("let before = 5", Language.FSharp);
        var running = await Start(code, Language.FSharp, "System.AppDomain.CurrentDomain.SetData(\"{0}\", true)\n");
        var clock = Stopwatch.StartNew();
        session.Engine.Interrupt();
        Assert.Equal("The cell was interrupted.", (await running).Failure!.Message);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal("5", (await session.RunWell("before", Language.FSharp)).Plain);
    }

    [Fact]
    public async Task What_the_cell_started_on_other_threads_ends_with_it()
    {
        var running = await Start("""
            var turns = new long[2];
            var other = new System.Threading.Thread(() => { while (true) { turns[0]++; } });
            other.Start();
            Parallel.For(0, 2, i => { while (true) { turns[1]++; } });
            """);
        session.Engine.Interrupt();
        Assert.Equal("The cell was interrupted.", (await running).Failure!.Message);
        Assert.Equal("True", (await session.RunWell("other.Join(1000)")).Plain);
    }

    [Fact]
    public async Task A_cell_that_cannot_be_ended_is_left_behind()
    {
        // Seconds in the runtime's own code, which neither looks nor waits.
        var running = await Start("while (true) { System.Threading.Thread.SpinWait(200_000_000); }");
        var clock = Stopwatch.StartNew();
        session.Engine.Interrupt();
        Assert.Contains("another thread", (await running).Failure!.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal("2", (await session.RunWell("1 + 1")).Plain);
    }

    [Fact]
    public async Task Many_times_in_a_row()
    {
        await session.RunWell("var rounds = 0;");
        string[] codes = ["rounds++; while (true) { }", "rounds++; await Task.Delay(60_000);"];
        for (var round = 0; round < Times; round++)
        {
            var running = session.Run(codes[round % 2]);
            while (!running.IsCompleted && (await Rounds()) <= round)
            {
                await Task.Delay(5);
            }

            session.Engine.Interrupt();
            Assert.Equal("KeyboardInterrupt", (await running).Failure!.Name);
        }

        Assert.Equal(Times, await Rounds());
    }

    [Fact]
    public void Without_a_running_cell_an_interrupt_does_nothing() => session.Engine.Interrupt();

    // Wrapped, or awaiting it would await the cell.
    private async Task<Task<RecordedOutput>> Start(string code, string language = Language.CSharp, string signal = "AppDomain.CurrentDomain.SetData(\"{0}\", true);\n")
    {
        var started = "started-" + Guid.NewGuid().ToString("N");
        var running = session.Run(signal.Replace("{0}", started, StringComparison.Ordinal) + code, language);
        while (AppDomain.CurrentDomain.GetData(started) is null)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(10);
        }

        await Task.Delay(100);
        return running;
    }

    private async Task<int> Rounds() => (int)(await session.Engine.CSharp).Variables().Single(v => v.Name == "rounds").Value!;
}
