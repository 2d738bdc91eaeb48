using System.Globalization;
using DomainAdaptation.Reporting;
using Spectre.Console;

namespace DomainAdaptation.Tests;

public sealed class ProgressDisplayTests
{
    private static readonly EpochMetrics Epoch3 = new(3, 300, .314, .58, .661, .9, .01, .712);

    [Fact]
    public void In_a_pipe_an_epoch_is_one_plain_line()
    {
        using var output = new StringWriter();
        var clock = new ManualClock();
        using var display = new ProgressDisplay(TerminalConsole.Create(output), clock);
        display.Report(new("mnist-to-mnistm dann seed 1", 2, 15, 0, 2000));
        clock.Now += TimeSpan.FromSeconds(24);
        display.Report(new("mnist-to-mnistm dann seed 1", 2, 15, 299, 2000));
        display.Report(new("mnist-to-mnistm dann seed 1", 2, 15, 1000, 2000, Epoch3));
        // Half a run of fifteen took 24 s, so the thirteen and a half left take 27 times as long.
        Assert.Equal(
            "mnist-to-mnistm dann seed 1 (2 of 15): epoch 3/20, label loss 0.31, domain loss 0.58, domain acc 0.66, target acc 0.71, 11 min left\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_note_is_a_line_of_its_own()
    {
        using var output = new StringWriter();
        using var display = new ProgressDisplay(output);
        display.Report(new("run", 1, 1, 0, 300, Note: "The run is made again."));
        Assert.Equal("The run is made again.\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_single_run_has_no_number_and_quantities_that_are_not_there_are_left_out()
    {
        var progress = new TrainingProgress("source-only seed 1", Step: 300, Steps: 300, LastEpoch: new(3, 300, .25));
        Assert.Equal("source-only seed 1: epoch 3/3, label loss 0.25", ProgressDisplay.PlainLine(progress, progress.LastEpoch!, ""));
    }

    [Fact]
    public void Lines_are_the_same_in_French_and_hold_no_escape_sequences()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
            using var output = new StringWriter();
            using var display = new ProgressDisplay(output);
            display.Report(new("[run]", 1, 1, 300, 300, Epoch3));
            display.WriteLine("[a] line");
            Assert.Equal("[run]: epoch 3/3, label loss 0.31, domain loss 0.58, domain acc 0.66, target acc 0.71\n[a] line\n", output.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(10, .9, "1 s left")]
    [InlineData(10, .1, "2 min left")]
    [InlineData(60, .2, "4 min left")]
    [InlineData(3600, .4, "1 h 30 min left")]
    [InlineData(10, 1.0, "")]
    [InlineData(.2, .5, "")]
    public void The_time_left_is_told_in_words(double seconds, double share, string words)
    {
        var clock = new ManualClock();
        var left = new TimeLeft(clock);
        left.Note(0);
        clock.Now += TimeSpan.FromSeconds(seconds);
        left.Note(share);
        Assert.Equal(words, left.InWords());
    }

    [Fact]
    public void Runs_taken_from_the_records_do_not_make_the_rest_look_quick()
    {
        using var output = new StringWriter();
        var clock = new ManualClock();
        using var display = new ProgressDisplay(TerminalConsole.Create(output), clock);
        display.Report(new("a", 1, 4, 1, 1, Epoch3));
        display.Report(new("b", 2, 4, 1, 1, Epoch3));
        display.Report(new("c", 3, 4, 1000, 2000)); // resumed half way
        clock.Now += TimeSpan.FromSeconds(60);
        display.Report(new("c", 3, 4, 2000, 2000, Epoch3));
        Assert.EndsWith(", 2 min left", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_terminal_bars_are_drawn_and_finished_runs_stay_as_lines()
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new TerminalOutput(output) });
        using (var display = new ProgressDisplay(console, TimeProvider.System))
        {
            display.Report(new("first [run]", 1, 2, 50, 100, Epoch3));
            Thread.Sleep(300);
            display.Report(new("first [run]", 1, 2, 100, 100, Epoch3));
            display.Report(new("second", 2, 2, 10, 100, null));
            display.WriteLine("between");
            Thread.Sleep(300);
        }

        var text = output.ToString();
        Assert.Contains("first [run]: target accuracy 71.2 %", text, StringComparison.Ordinal);
        Assert.Contains("run 2 of 2", text, StringComparison.Ordinal);
        Assert.Contains("between", text, StringComparison.Ordinal);
        Assert.Contains("second: stopped at", text, StringComparison.Ordinal);
        // The cursor is shown again.
        Assert.EndsWith("\u001b[?25h", text.TrimEnd(), StringComparison.Ordinal);
    }

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 80;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
