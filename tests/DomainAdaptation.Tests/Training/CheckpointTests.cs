using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(39)]
    public void A_training_that_is_cut_anywhere_and_resumed_ends_with_the_same_bits(int cut)
    {
        var (expected, expectedMetrics) = AdversarialTrainerTests.Train(Toy.Pair());
        var path = Path.Combine(folder, "run.safetensors");
        using var source = new CancellationTokenSource();
        using (var network = Toy.Network())
        {
            var hooks = new TrainingHooks(OnStep: (step, _) => Cut(step), CheckpointPath: path);
            Assert.Throws<OperationCanceledException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options, hooks, source.Token));
        }

        var (weights, metrics) = AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path, Resume: true));
        Assert.Equal(expected, weights);
        Assert.Equal(expectedMetrics, metrics);

        void Cut(int step)
        {
            if (step == cut)
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public void Resuming_a_finished_training_gives_its_result_without_a_step()
    {
        var path = Path.Combine(folder, "run.safetensors");
        var first = AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        var again = AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(OnStep: (_, _) => Assert.Fail("took a step"), CheckpointPath: path, Resume: true));
        Assert.Equal(first.Weights, again.Weights);
        Assert.Equal(first.Metrics, again.Metrics);
    }

    [Fact]
    public void A_checkpoint_of_other_settings_is_refused()
    {
        var path = Path.Combine(folder, "run.safetensors");
        AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        var error = Assert.Throws<InvalidDataException>(() =>
            AdversarialTrainerTests.Train(Toy.Pair(), Toy.Options.With(learningRate: 0.02), new TrainingHooks(CheckpointPath: path, Resume: true)));
        Assert.Contains("was made with other settings", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_off_checkpoint_is_refused_in_a_sentence()
    {
        var path = Path.Combine(folder, "run.safetensors");
        AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        var error = Assert.Throws<InvalidDataException>(() =>
            AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path, Resume: true)));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_saved_and_loaded_are_the_same_to_the_last_bit()
    {
        using var network = Toy.Network(1);
        network.Normalisation = new Normalisation([0.1], [2]);
        using var other = Toy.Network(2);
        var path = Path.Combine(folder, "weights.safetensors");
        Weights.Save(network, path);
        Weights.Load(other, path);
        Assert.Equal(Weights.Sha256(network), Weights.Sha256(other));
        Assert.Equal(network.Normalisation.Mean, other.Normalisation!.Mean);
    }

    [Fact]
    public void Weights_of_another_network_are_refused_with_a_list_of_what_differs()
    {
        using var network = Toy.Network();
        using var other = new DomainAdversarialNetwork(nn.Linear(5, 4), nn.Linear(4, 2), nn.Linear(4, 1));
        var path = Path.Combine(folder, "weights.safetensors");
        Weights.Save(network, path);
        var error = Assert.Throws<InvalidDataException>(() => Weights.Load(other, path));
        Assert.Contains("features.weight is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("domain.0.weight is unexpected", error.Message, StringComparison.Ordinal);
    }
}
