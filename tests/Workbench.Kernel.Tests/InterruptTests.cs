using System.Diagnostics;

namespace Workbench.Kernel.Tests;

public sealed class InterruptTests(EngineFixture session) : IClassFixture<EngineFixture>
{
    private const int Times = 10;

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

    [Fact]
    public async Task A_cell_that_cannot_be_ended_is_left_behind()
    {
        // What a finally block calls is not aborted. (A loop in the block itself can be, once the runtime has recompiled it as it runs.)
        var running = await Start("""
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            void Busy() { var clock = System.Diagnostics.Stopwatch.StartNew(); while (clock.Elapsed.TotalSeconds < 8) { } }
            try { } finally { Busy(); }
            """);
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
    private async Task<Task<RecordedOutput>> Start(string code)
    {
        var started = "started-" + Guid.NewGuid().ToString("N");
        var running = session.Run($"AppDomain.CurrentDomain.SetData(\"{started}\", true);\n{code}");
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
