namespace DomainAdaptation.Tests;

public sealed class StopFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void Who_creates_the_file_cancels_and_the_file_is_gone_again()
    {
        using var folder = new TemporaryFolder();
        using var stop = new StopFile(folder.At("stop"));
        Assert.False(stop.Token.IsCancellationRequested || stop.Seen);
        folder.Write("stop", "");
        Assert.True(stop.Token.WaitHandle.WaitOne(Patience));
        Assert.True(stop.Seen);
        Assert.True(SpinWait.SpinUntil(() => !File.Exists(stop.Path), Patience));
    }

    [Fact]
    public void A_training_by_itself_takes_the_token()
    {
        using var folder = new TemporaryFolder();
        using var network = Toy.Network();
        using var stop = new StopFile(folder.At("stop"));
        var hooks = new TrainingHooks(OnStep: (step, _) =>
        {
            if (step == 7)
            {
                folder.Write("stop", "");
                stop.Token.WaitHandle.WaitOne(Patience);
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options, hooks, stop.Token));
    }

    [Fact]
    public void The_callers_own_token_cancels_too_and_no_file_was_seen()
    {
        using var folder = new TemporaryFolder();
        using var caller = new CancellationTokenSource();
        using var stop = new StopFile(folder.At("stop"), caller.Token);
        caller.Cancel();
        Assert.True(stop.Token.IsCancellationRequested);
        Assert.False(stop.Seen);
    }
}
