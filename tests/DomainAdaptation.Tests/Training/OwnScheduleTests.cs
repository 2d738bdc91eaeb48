namespace DomainAdaptation.Tests;

/// <summary>A schedule of λ of one's own, in place of the paper's.</summary>
public sealed class OwnScheduleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_is_what_training_and_its_metrics_follow()
    {
        var epochs = Fit(p => 1 - p).Metrics;
        var steps = epochs[^1].Step;
        Assert.All(epochs, e => Assert.Equal(1 - ((e.Step - 1.0) / steps), e.Lambda!.Value, 12)); // of an epoch's last step
    }

    [Fact]
    public void The_papers_written_out_gives_the_same_bits_and_another_does_not()
    {
        var usual = Fit(null).Weights;
        Assert.Equal(usual, Fit(p => (2 / (1 + Math.Exp(-Toy.Options.Gamma * p))) - 1).Weights);
        Assert.NotEqual(usual, Fit(p => p).Weights);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void One_that_gives_no_factor_ends_the_training_in_a_sentence(double lambda)
    {
        var message = Assert.Throws<InvalidOperationException>(() => Fit(p => p < 0.5 ? p : lambda)).Message;
        Assert.StartsWith("The schedule of dann gives λ = ", message, StringComparison.Ordinal);
        Assert.Contains("at p = 0.5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_schedule_is_refused()
    {
        var path = Path.Combine(folder, "run.safetensors");
        Fit(p => p, new TrainingHooks(CheckpointPath: path));
        Fit(p => p, new TrainingHooks(CheckpointPath: path, Resume: true));
        foreach (var other in new Func<double, double>?[] { p => p * p, null })
        {
            Assert.Contains("other settings", Assert.Throws<InvalidDataException>(() => Fit(other, new TrainingHooks(CheckpointPath: path, Resume: true))).Message, StringComparison.Ordinal);
        }
    }

    private static (string Weights, IReadOnlyList<EpochMetrics> Metrics) Fit(Func<double, double>? lambda, TrainingHooks? hooks = null)
    {
        using var network = Toy.Network();
        var metrics = Trainer.Fit(Toy.Pair(), network, new Dann { Lambda = lambda }, Toy.Options, hooks);
        return (Weights.Sha256(network), metrics);
    }
}
