using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class AddaTests
{
    // 4 epochs of 10 steps.
    private const int Steps = 40, Frozen = 20;

    [Fact]
    public void From_the_freeze_on_the_source_and_its_labels_stand_still_and_only_the_targets_features_move()
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Network();
        using var method = new Adda();
        using var batches = new Batches(Toy.Pair(), 32, 5, Normalisation.Measure(Toy.Options.Scaling, Toy.Pair().Source.WithoutLabels(), Toy.Pair().Target));
        var at = new List<Dictionary<string, Tensor>> { State(network) };
        var features = new List<Tensor>();
        Trainer.Fit(Toy.Pair(), network, method, Toy.Options.With(averageDecay: 0), new TrainingHooks(OnStep: (step, steps) =>
        {
            Assert.Equal(Steps, steps);
            at.Add(State(network));
            if (step > Frozen)
            {
                manual_seed(1); // of dropout
                features.Add(method.SourceFeatures(new StepContext(network, batches.At(0), step / (double)steps, 1, Toy.Pair().Task)).DetachFromDisposeScope());
                Same(at[^1], State(network), "");
            }
        }));

        // First the source's labels alone ...
        Same(at[0], at[Frozen], "domain.", parametersOnly: true);
        Differ(at[0], at[Frozen], "features.");
        Differ(at[0], at[Frozen], "labels.");

        // ... then the domain classifier and the target's features, and of the label predictor not a bit, for all momentum and decay.
        Same(at[Frozen], at[Steps], "labels.");
        Differ(at[Frozen], at[Steps], "domain.");
        Differ(at[Frozen], at[Steps], "features.");

        // What the domain classifier takes for the source is what the source's network made of it, to the end.
        using var source = Toy.Network(2);
        Weights.CopyInto(source.state_dict(), at[Frozen], "the freeze");
        source.train();
        manual_seed(1);
        var expected = source.FeatureExtractor.call(new StepContext(source, batches.At(0), 0, 0, Toy.Pair().Task).Inputs(Domain.Source));
        Assert.Equal(Steps - Frozen, features.Count);
        Assert.All(features, f => Assert.True(f.Equals(expected)));
    }

    [Theory]
    [InlineData(Frozen + 3)] // goes on where the freeze comes next
    [InlineData(Frozen + 13)] // with the source's weights of before
    public void Resumed_about_the_freeze_it_goes_on_bit_for_bit(int stopped)
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var hooks = new TrainingHooks(CheckpointPath: Path.Combine(folder.Path, "checkpoint.safetensors"));
        Assert.Throws<OperationCanceledException>(() => Train(hooks.With(onStep: (step, _) => { if (step == stopped) { stop.Cancel(); } }), stop.Token));
        Assert.Equal(Train(new TrainingHooks()), Train(hooks.With(resume: true)));

        static string Train(TrainingHooks hooks, CancellationToken cancellation = default)
        {
            using var network = Toy.Network();
            using var method = new Adda();
            Trainer.Fit(Toy.Pair(), network, method, Toy.Options, hooks, cancellation);
            return Weights.Sha256(network);
        }
    }

    // With batch normalisation it would see another thing in a batch of one domain.
    [Fact]
    public void The_domain_classifier_sees_both_domains_in_either_phase()
    {
        using var network = Toy.Network();
        using var classifier = new Watched(network.DomainClassifier);
        using var watched = new DomainAdversarialNetwork(network.FeatureExtractor, network.LabelPredictor, classifier);
        using var method = new Adda();
        Trainer.Fit(Toy.Pair(), watched, method, Toy.Options);
        Assert.Equal(Frozen + (2 * (Steps - Frozen)), classifier.Trained.Count);
        Assert.All(classifier.Trained, samples => Assert.Equal(Toy.Options.BatchSize, samples));
    }

    private sealed class Watched : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner;

        public Watched(nn.Module<Tensor, Tensor> inner)
            : base("watched")
        {
            this.inner = inner;
            register_module("inner", inner);
        }

        public List<long> Trained { get; } = [];

        public override Tensor forward(Tensor input)
        {
            if (training)
            {
                Trained.Add(input.size(0));
            }

            return inner.call(input);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Both_stages_need_steps(double share) =>
        Assert.StartsWith("Both stages need steps", Assert.Throws<ArgumentOutOfRangeException>(() => new Adda(share)).Message, StringComparison.Ordinal);

    private static Dictionary<string, Tensor> State(DomainAdversarialNetwork network) =>
        network.state_dict().ToDictionary(e => e.Key, e => e.Value.detach().clone().DetachFromDisposeScope(), StringComparer.Ordinal);

    private static void Same(Dictionary<string, Tensor> a, Dictionary<string, Tensor> b, string part, bool parametersOnly = false) =>
        Assert.All(a.Keys.Where(n => n.StartsWith(part, StringComparison.Ordinal) && !(parametersOnly && n.Contains("running", StringComparison.Ordinal))), n => Assert.True(a[n].Equals(b[n]), n));

    private static void Differ(Dictionary<string, Tensor> a, Dictionary<string, Tensor> b, string part) =>
        Assert.All(a.Keys.Where(n => n.StartsWith(part, StringComparison.Ordinal) && n.EndsWith(".weight", StringComparison.Ordinal)), n => Assert.False(a[n].Equals(b[n]), n));
}
