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
        var running = session.Run("kept.Add(2);\n" + code);
        await Task.Delay(300);
        Assert.False(running.IsCompleted);
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
        var running = session.Run("try { } finally { for (var i = 0; i < 80; i++) System.Threading.Thread.Sleep(100); }");
        await Task.Delay(300);
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

    private async Task<int> Rounds() => (int)(await session.Engine.CSharp).Variables().Single(v => v.Name == "rounds").Value!;
}
