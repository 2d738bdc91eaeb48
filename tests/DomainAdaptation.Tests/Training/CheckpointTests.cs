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
        Assert.Matches("was made with other settings: LearningRate 0\\.[0-9]+, here 0\\.02\\. Use those again, or start over without resume\\.$", error.Message);
    }

    [Fact]
    public void A_checkpoint_of_more_epochs_than_are_asked_for_is_refused()
    {
        var path = Path.Combine(folder, "run.safetensors");
        AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        Assert.Throws<InvalidDataException>(() => AdversarialTrainerTests.Train(Toy.Pair(), Toy.Options.With(epochs: 2), new TrainingHooks(CheckpointPath: path, Resume: true)));
    }

    [Fact]
    public void A_checkpoint_of_other_data_is_refused_by_every_trainer_in_a_sentence_that_says_which()
    {
        var options = Toy.Options.With(epochs: 1, stepsPerEpoch: 2);
        LabelledDomain source = Toy.Domain(40, 1, target: false), target = Toy.Domain(40, 101, target: true), few = Toy.Domain(8, 102, target: true);
        var swapped = new LabelledDomain(source.Name, source.Samples.alias(), 1 - source.Labels, 2);
        Refused(Pair(source, target), Pair(swapped, target), "source toy source, 40 samples of 5, 2 classes, but with other samples or labels.");
        Refused(Pair(source, target), Pair(source, Toy.Domain(40, 103, target: true)), "target toy target, 40 samples of 5, but with other samples or labels.");
        Refused(Pair(source, target), Pair(source, target.Take(39)), "target toy target, 40 samples of 5, and here it is target toy target, first 39, 39 samples of 5.");
        Refused(Pair(source, target, few), Pair(source, target, few.Take(6)), "labelled target toy target, 8 samples");
        Refused(Pair(source, target, few), Pair(source, target), "with labelled target toy target, 8 samples of 5, 2 classes.");
        Refused(h => SourceOnly.Fit(source, Toy.Network(), options, h), h => SourceOnly.Fit(swapped, Toy.Network(), options, h), "other samples or labels");
        Refused(h => TrainOnTarget.Fit(target, Toy.Network(), options, h), h => TrainOnTarget.Fit(target.Take(39), Toy.Network(), options, h), "first 39");
        Refused(h => SourceAndTarget.Fit(source, few, Toy.Network(), options, h), h => SourceAndTarget.Fit(source, few.Take(6), Toy.Network(), options, h), "labelled target");

        Action<TrainingHooks> Pair(LabelledDomain a, LabelledDomain b, LabelledDomain? c = null) => h =>
            Trainer.Fit(new DomainPair(a, b.WithoutLabels(), c), Toy.Network(), Methods.Create(Methods.Dann, options), options, h);

        void Refused(Action<TrainingHooks> saves, Action<TrainingHooks> resumes, string which)
        {
            var path = Path.Combine(folder, "data.safetensors");
            saves(new TrainingHooks(CheckpointPath: path));
            saves(new TrainingHooks(OnStep: (_, _) => Assert.Fail("took a step"), CheckpointPath: path, Resume: true));
            var message = Assert.Throws<InvalidDataException>(() => resumes(new TrainingHooks(CheckpointPath: path, Resume: true))).Message;
            Assert.StartsWith($"The checkpoint {path} was made with other data: ", message, StringComparison.Ordinal);
            Assert.Contains(which, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_is_refused_when_any_of_its_bytes_has_changed()
    {
        var path = Path.Combine(folder, "run.safetensors");
        AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        var bytes = File.ReadAllBytes(path);
        var changed = 0;
        for (var i = 0; i < bytes.Length; i += 41)
        {
            if (bytes[i] != (byte)' ') // the format's padding
            {
                changed++;
                bytes[i] ^= 1;
                File.WriteAllBytes(path, bytes);
                AssertDamaged(path);
                bytes[i] ^= 1;
            }
        }

        Assert.True(changed > 100);
    }

    [Theory]
    [InlineData("step", "-5")]
    [InlineData("step", "0")]
    [InlineData("step", "09")]
    [InlineData("step", "30")]
    [InlineData("step", "99")]
    [InlineData("step", "ten")]
    [InlineData("epochs", "[]")]
    [InlineData("epochs", "[null,null,null,null]")]
    [InlineData("epochs", "[{},{},{},{}]")]
    [InlineData("data", "{}")]
    public void A_checkpoint_that_contradicts_itself_is_refused_even_with_a_checksum(string key, string value)
    {
        var path = Path.Combine(folder, "run.safetensors");
        AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        using (var file = Safetensors.Read(path))
        {
            Assert.Equal("40", file.Metadata["step"]);
            Safetensors.Write(path, file.Tensors, TensorHash.Sealed(file.Tensors, new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal) { [key] = value }));
        }

        AssertDamaged(path);
    }

    [Fact]
    public void A_cut_off_checkpoint_is_refused_in_a_sentence()
    {
        var path = Path.Combine(folder, "run.safetensors");
        AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        AssertDamaged(path);
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

    [Fact]
    public void Damaged_weights_are_refused_and_those_without_a_checksum_are_not()
    {
        using var network = Toy.Network(1);
        using var other = Toy.Network(2);
        var path = Path.Combine(folder, "weights.safetensors");
        Weights.Save(network, path);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(
            $"The weights in {path} are damaged: their checksum does not fit. Write or fetch the file again.",
            Assert.Throws<InvalidDataException>(() => Weights.Load(other, path)).Message);
        Safetensors.Write(path, network.state_dict());
        Weights.Load(other, path);
        Assert.Equal(Weights.Sha256(network), Weights.Sha256(other));
    }

    [Fact]
    public void A_hash_in_portions_is_that_of_the_whole()
    {
        using var scope = NewDisposeScope();
        var large = arange(3L * ((1 << 26) + 1000), ScalarType.Byte).reshape(3, -1); // each row is more than a portion
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        TensorHash.AppendValues(hash, large);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(large.bytes), hash.GetHashAndReset());
    }

    private static void AssertDamaged(string path)
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            AdversarialTrainerTests.Train(Toy.Pair(), hooks: new TrainingHooks(CheckpointPath: path, Resume: true)));
        Assert.StartsWith($"The checkpoint {path} is damaged (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("): delete it to start over.", error.Message, StringComparison.Ordinal);
    }
}
