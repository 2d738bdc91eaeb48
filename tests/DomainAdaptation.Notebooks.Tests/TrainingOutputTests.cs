namespace DomainAdaptation.Notebooks.Tests;

public sealed class TrainingOutputTests
{
    [Fact]
    public void One_output_is_updated_twice_a_second_at_most_and_ends_with_a_line_a_run()
    {
        var clock = new Clock();
        var shown = new List<string>();
        var updates = new List<string>();
        var output = new TrainingOutput(html => { shown.Add(html); return updates.Add; }, clock);
        for (var run = 1; run <= 2; run++)
        {
            for (var step = 1; step <= 1000; step++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(10));
                output.Report(new TrainingProgress($"run {run}", run, 2, step, 1000, step == 1000 ? new EpochMetrics(1, 1000, TargetAccuracy: 0.5) : null, "runs/stop"));
            }
        }

        Assert.Single(shown);
        Assert.InRange(updates.Count, 30, 42);
        Assert.Contains(updates, u => u.Contains("left", StringComparison.Ordinal) && u.Contains("<progress", StringComparison.Ordinal));
        Assert.All(updates.Where(u => u.Contains("<progress", StringComparison.Ordinal)), u => Assert.Contains("to stop: create the file runs/stop", u, StringComparison.Ordinal));
        Assert.Equal("<div><div>run 1: 50.0 % of the target at the last epoch</div><div>run 2: 50.0 % of the target at the last epoch</div></div>", updates[^1]);
    }

    [Fact]
    public void A_note_stays_as_a_line()
    {
        var shown = new List<string>();
        var updates = new List<string>();
        var output = new TrainingOutput(html => { shown.Add(html); return updates.Add; }, new Clock());
        output.Report(new TrainingProgress("run", Note: "The run is made again."));
        output.Report(new TrainingProgress("run", Step: 1, LastEpoch: new EpochMetrics(1, 1, TargetAccuracy: 0.5)));
        Assert.Contains("<div>The run is made again.</div>", Assert.Single(shown), StringComparison.Ordinal);
        Assert.Equal("<div><div>The run is made again.</div><div>run: 50.0 % of the target at the last epoch</div></div>", Assert.Single(updates));
    }

    private sealed class Clock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
