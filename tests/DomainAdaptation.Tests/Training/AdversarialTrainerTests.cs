using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class AdversarialTrainerTests
{
    [Fact]
    public void The_same_seed_gives_the_same_weights_and_metrics()
    {
        var (first, firstMetrics) = Train(Toy.Pair());
        manual_seed(999); // a user's own random numbers in between make no difference
        var (second, secondMetrics) = Train(Toy.Pair());
        Assert.Equal(first, second);
        Assert.Equal(firstMetrics, secondMetrics);
    }

    [Fact]
    public void Another_seed_gives_other_weights() =>
        Assert.NotEqual(Train(Toy.Pair()).Weights, Train(Toy.Pair(), Toy.Options.With(seed: 6)).Weights);

    [Fact]
    public void Relabelling_the_target_at_random_changes_nothing_in_training()
    {
        var target = Toy.Domain(96, 7, target: true);
        manual_seed(11);
        var relabelled = new LabelledDomain(target.Name, target.Samples.clone(), randint(0, 2, [96], ScalarType.Int64), 2);
        var source = Toy.Domain(160, 1, target: false);
        Assert.Equal(
            Train(new DomainPair(source, target.WithoutLabels())).Weights,
            Train(new DomainPair(source, relabelled.WithoutLabels())).Weights);
    }

    [Fact]
    public void No_type_that_training_sees_of_the_target_has_labels() =>
        Assert.DoesNotContain(
            typeof(UnlabelledDomain).GetMembers().Concat(typeof(DomainPair).GetProperty(nameof(DomainPair.Target))!.PropertyType.GetMembers()),
            m => m.Name.Contains("Label", StringComparison.Ordinal));

    [Fact]
    public void A_training_leaves_the_users_random_numbers_as_they_were()
    {
        using var scope = NewDisposeScope();
        var pair = Toy.Pair();
        using var network = Toy.Network();
        manual_seed(4);
        var expected = rand(3).data<float>().ToArray();
        manual_seed(4);
        AdversarialTrainer.Fit(pair, network, Toy.Options);
        Assert.Equal(expected, rand(3).data<float>().ToArray());
    }

    [Fact]
    public void Evaluating_changes_neither_weights_nor_mode()
    {
        using var network = Toy.Network();
        network.Normalisation = Normalisation.None;
        network.train();
        var before = Weights.Sha256(network);
        var test = Toy.Domain(50, 3, target: true);
        Accuracy.Of(network, test);
        Accuracy.OfDomains(network, test.WithoutLabels(), test.WithoutLabels());
        Assert.Equal(before, Weights.Sha256(network));
        Assert.True(network.training);
    }

    [Fact]
    public void Scoring_after_each_epoch_changes_nothing_that_is_learned()
    {
        var test = Toy.Domain(50, 3, target: true);
        var (scored, metrics) = Train(Toy.Pair(), hooks: new TrainingHooks(Score: n => Accuracy.Of(n, test)));
        Assert.Equal(Train(Toy.Pair()).Weights, scored);
        Assert.All(metrics, m => Assert.InRange(m.TargetAccuracy!.Value, 0, 1));
    }

    [Fact]
    public void The_last_score_is_that_of_the_finished_network()
    {
        var test = Toy.Domain(50, 3, target: true);
        using var network = Toy.Network();
        var metrics = AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options, new TrainingHooks(Score: n => Accuracy.Of(n, test)));
        Assert.Equal(metrics[^1].TargetAccuracy, Accuracy.Of(network, test));
    }

    [Fact]
    public void Adaptation_beats_source_only_on_the_toy_domains()
    {
        var gains = Enumerable.Range(1, 5).Select(seed =>
        {
            var test = Toy.Domain(400, 1000 + seed, target: true);
            var options = new DannOptions(Epochs: 60, BatchSize: 64, Seed: seed);
            using var plain = Toy.Network(seed);
            SourceOnly.Fit(Toy.Domain(160, seed, target: false), plain, options);
            using var adapted = Toy.Network(seed);
            AdversarialTrainer.Fit(Toy.Pair(seed), adapted, options);
            return Accuracy.Of(adapted, test) - Accuracy.Of(plain, test);
        }).ToList();
        Assert.True(gains.Average() > 0.1, $"gains: {string.Join(", ", gains)}");
    }

    [Fact]
    public void Source_only_leaves_the_domain_classifier_alone_and_ignores_the_adaptation_factor()
    {
        using var network = Toy.Network();
        var before = network.DomainClassifier.parameters().Select(p => p.detach().clone()).ToList();
        SourceOnly.Fit(Toy.Domain(160, 1, target: false), network, Toy.Options);
        Assert.All(before.Zip(network.DomainClassifier.parameters()), p => Assert.True(p.First.equal(p.Second).all().item<bool>()));
        using var other = Toy.Network();
        SourceOnly.Fit(Toy.Domain(160, 1, target: false), other, Toy.Options.With(gamma: 0));
        Assert.Equal(Weights.Sha256(network), Weights.Sha256(other));
    }

    [Fact]
    public void A_learning_rate_that_is_far_too_large_stops_with_the_step_and_what_to_try()
    {
        using var network = Toy.Network();
        var error = Assert.Throws<DivergedException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options.With(learningRate: 1e30)));
        Assert.Matches("^The (label|domain) loss became (NaN|.?Infinity) at step [0-9]+ with a learning rate of .*\\. Try a smaller learning rate", error.Message);
    }

    [Fact]
    public void Cancelling_ends_the_training_between_two_steps()
    {
        using var source = new CancellationTokenSource();
        using var network = Toy.Network();
        var taken = 0;
        var hooks = new TrainingHooks(OnStep: (step, _) =>
        {
            taken = step;
            if (step == 7)
            {
                source.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options, hooks, source.Token));
        Assert.Equal(7, taken);
    }

    [Fact]
    public void Interrupting_its_thread_ends_the_training_between_two_steps()
    {
        using var network = Toy.Network();
        var taken = 0;
        var hooks = new TrainingHooks(OnStep: (step, _) =>
        {
            taken = step;
            if (step == 7)
            {
                Thread.CurrentThread.Interrupt();
            }
        });
        Assert.Throws<ThreadInterruptedException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options, hooks));
        Assert.Equal(7, taken);
    }

    [Fact]
    public void A_network_with_the_wrong_number_of_outputs_is_told_the_shapes()
    {
        using var network = new DomainAdversarialNetwork(nn.Linear(5, 4), nn.Linear(4, 3), nn.Linear(4, 1));
        var error = Assert.Throws<ArgumentException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options));
        Assert.Contains("label predictor gives 3 logits a sample, but toy source has 2 classes. Give its last layer as many outputs as there are classes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_for_other_samples_is_told_their_shape()
    {
        using var network = new DomainAdversarialNetwork(nn.Linear(6, 4), nn.Linear(4, 2), nn.Linear(4, 1));
        var error = Assert.Throws<ArgumentException>(() => AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options));
        Assert.Contains("does not take samples of 5: a linear layer expects 6 values a sample and is given 5.", error.Message, StringComparison.Ordinal);
    }

    // What training tells, a bound, predictions and features tell too.
    [Theory]
    [InlineData(1, 32, "samples of 1×32×32: a convolution expects 3 channels.")]
    [InlineData(3, 32, "samples of 3×32×32: a linear layer expects 768 values a sample and is given 1200.")]
    [InlineData(3, 4, "samples of 3×4×4: they are too small: a convolution of 5×5 is given 4×4 with its padding.")]
    public void Images_of_another_size_are_told_what_the_network_expects(int channels, int size, string sentence)
    {
        var images = LabelledDomain.FromImages("images", new byte[4 * channels * size * size], [0, 1, 9, 3], size, size, channels);
        using var network = Architectures.Mnist(seed: 1);
        network.Normalisation = Normalisation.None;
        Action[] uses =
        [
            () => AdversarialTrainer.Fit(new DomainPair(images, images.WithoutLabels()), network, new DannOptions(BatchSize: 4)),
            () => SourceOnly.Fit(images, network, new DannOptions(BatchSize: 4)),
            () => Predictions.Labels(network, images.WithoutLabels()),
            () => Accuracy.Of(network, images),
            () => Accuracy.OfDomains(network, images.WithoutLabels(), images.WithoutLabels()),
        ];
        Assert.All(uses, use => Assert.Contains(sentence, Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 128, 0.01)]
    [InlineData(1, 7, 0.01)]
    [InlineData(1, 128, -1)]
    [InlineData(1, 128, double.NaN)]
    public void Options_that_make_no_sense_are_refused(int epochs, int batchSize, double learningRate)
    {
        using var network = Toy.Network();
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            AdversarialTrainer.Fit(Toy.Pair(), network, new DannOptions(Epochs: epochs, BatchSize: batchSize, LearningRate: learningRate)));
    }

    [Fact]
    public void Steps_leave_the_number_of_live_tensors_unchanged()
    {
        using var network = Toy.Network();
        var pair = Toy.Pair();
        var live = new List<long>();
        var hooks = new TrainingHooks(OnStep: (step, _) =>
        {
            if (step % 20 == 0)
            {
                live.Add(LiveTensors.Count());
            }
        });
        AdversarialTrainer.Fit(pair, network, Toy.Options.With(epochs: 40), hooks);
        Assert.Equal(20, live.Count);
        Assert.All(live[2..], count => Assert.Equal(live[1], count));
    }

    internal static (string Weights, IReadOnlyList<EpochMetrics> Metrics) Train(DomainPair pair, DannOptions? options = null, TrainingHooks? hooks = null)
    {
        using var network = Toy.Network();
        var metrics = AdversarialTrainer.Fit(pair, network, options ?? Toy.Options, hooks);
        return (Weights.Sha256(network), metrics);
    }
}
