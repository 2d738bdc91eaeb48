using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class MethodsTests
{
    private static readonly int[] Seeds = [1, 2, 3];

    private static readonly Lazy<double> SourceOnlyAccuracy = new(() => Seeds.Average(seed =>
    {
        using var network = Network(seed);
        SourceOnly.Fit(Toy.Domain(160, seed, target: false), network, Options(seed));
        return Accuracy.Of(network, Toy.Domain(400, 1000 + seed, target: true), Domain.Source);
    }));

    public static TheoryData<string> Trained { get; } = new(DomainAdaptation.Methods.Unsupervised);

    [Theory]
    [MemberData(nameof(Trained))]
    public void Each_method_does_better_on_the_toy_shift_than_source_only(string id)
    {
        var accuracy = Seeds.Average(seed =>
        {
            using var network = Network(seed);
            using var method = DomainAdaptation.Methods.Create(id);
            Trainer.Fit(Toy.Pair(seed), network, method, Options(seed));
            return Accuracy.Of(network, Toy.Domain(400, 1000 + seed, target: true), Domain.Target);
        });
        Assert.True(accuracy > SourceOnlyAccuracy.Value + 0.05, FormattableString.Invariant($"{id} {accuracy:P1}, source-only {SourceOnlyAccuracy.Value:P1}"));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_same_seed_gives_the_same_weights_also_when_resumed(string id)
    {
        using var folder = new TemporaryFolder();
        var whole = Train(new TrainingHooks());
        Assert.Equal(whole, Train(new TrainingHooks()));

        var path = Path.Combine(folder.Path, "checkpoint.safetensors");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(new TrainingHooks(OnStep: (step, _) => { if (step == 13) { stop.Cancel(); } }, CheckpointPath: path), stop.Token));
        Assert.Equal(whole, Train(new TrainingHooks(CheckpointPath: path, Resume: true)));

        string Train(TrainingHooks hooks, CancellationToken cancellation = default)
        {
            using var network = Toy.Network();
            using var method = DomainAdaptation.Methods.Create(id);
            Trainer.Fit(Toy.Pair(), network, method, Toy.Options, hooks, cancellation);
            return Weights.Sha256(network);
        }
    }

    [Fact]
    public void Every_method_has_an_id_of_its_own_and_a_paper()
    {
        Assert.Distinct(DomainAdaptation.Methods.All);
        Assert.All(DomainAdaptation.Methods.Infos, info => Assert.Matches(@"\d{4}$", info.Paper));
    }

    [Fact]
    public void The_scripts_page_names_each()
    {
        var page = File.ReadAllText(Repository.PathOf("scripts", "README.md"));
        Assert.All(DomainAdaptation.Methods.Unsupervised, id => Assert.True(page.Contains($"`{id}`", StringComparison.Ordinal) || id == DomainAdaptation.Methods.Dann, id));
    }

    [Fact]
    public void A_method_that_does_not_exist_is_told_with_those_that_do()
    {
        var error = Assert.Throws<ArgumentException>(() => DomainAdaptation.Methods.Create("dan"));
        Assert.StartsWith("'dan' is no method. Choose from labelled-target, source-only,", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DomainAdaptation.Methods.Create(DomainAdaptation.Methods.SourceOnly));
    }

    [Fact]
    public void A_method_of_ones_own_is_a_class_with_one_step()
    {
        using var network = Toy.Network();
        using var method = new CloserMeans();
        var epochs = Trainer.Fit(Toy.Pair(), network, method, Toy.Options);
        Assert.Equal(4, epochs.Count);
        Assert.True(epochs[^1].Parts!["means"] < epochs[0].Parts!["means"]);
        Assert.Null(epochs[^1].DomainLoss);
    }

    private sealed class CloserMeans() : AdaptationMethod(new("closer-means", "Closer means", "this test, 2026"))
    {
        public override Losses Step(StepContext step)
        {
            var apart = step.Features(Domain.Source).mean([0]) - step.Features(Domain.Target).mean([0]);
            return Losses.Of(step.LabelLoss(), "means", apart.square().sum(), 0.1);
        }
    }

    private static DannOptions Options(int seed) => new(Epochs: 60, BatchSize: 64, Seed: seed);

    // Statistics of its own for each domain, without which AdaBN is source-only.
    private static DomainAdversarialNetwork Network(int seed)
    {
        using var random = RandomScope.Begin(seed);
        return new DomainAdversarialNetwork(
            nn.Sequential(nn.Linear(5, 16), new DomainBatchNorm(16), nn.ReLU()), nn.Sequential(nn.Linear(16, 2)), nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 1)));
    }
}
