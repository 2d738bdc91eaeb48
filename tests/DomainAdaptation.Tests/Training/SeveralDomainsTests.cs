using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Several sources, several targets, no target; domains of unequal length, smaller than the batch, of one sample.</summary>
public sealed class SeveralDomainsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 0)]
    public void A_batch_has_samples_of_every_domain_in_order_and_says_whose(int sources, int targets)
    {
        using var scope = NewDisposeScope();
        // Source k has the numbers from 100 k, and 20 k + 1 of them: the first has one sample only.
        var data = new AdaptationData(
            [.. Enumerable.Range(0, sources).Select(k => Numbered(100 * k, (20 * k) + 1))],
            [.. Enumerable.Range(0, targets).Select(k => Numbered(1000 + (100 * k), 30).WithoutLabels())]);
        using var batches = new Batches(data, 32, 1, Normalisation.None);
        var labelled = targets == 0 ? 32 : 16;
        foreach (var step in Enumerable.Range(0, 10))
        {
            var batch = batches.At(step);
            var values = batch.Samples.data<float>().ToArray();
            Assert.Equal(32, values.Length);
            Assert.Equal(labelled, batch.Labels.size(0));
            Assert.Equal(sources + targets, batch.Parts.Count);
            foreach (var part in batch.Parts)
            {
                var from = part.Domain.IsTarget ? 1000 + (100 * part.Domain.Number) : 100 * part.Domain.Number;
                Assert.All(values[part.Start..(part.Start + part.Count)], v => Assert.InRange(v, from, from + 99));
                Assert.All(batch.Domains.data<float>().ToArray()[part.Start..(part.Start + part.Count)], d => Assert.Equal(part.Domain.IsTarget ? 1 : 0, d));
            }

            Assert.Equal(values[..labelled].Select(v => (long)v % 2), batch.Labels.data<long>().ToArray());
            // Evenly: no source has more than one sample more than another.
            var counts = batch.Parts.Where(p => !p.Domain.IsTarget).Select(p => p.Count).ToList();
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    [Fact]
    public void An_epoch_sees_the_largest_domain_once()
    {
        using var scope = NewDisposeScope();
        var data = new AdaptationData([Numbered(0, 10), Numbered(100, 64)], [Numbered(1000, 40).WithoutLabels()]);
        Assert.Equal(8, Batches.StepsFor(data, 32)); // 64 in shares of 8
    }

    [Fact]
    public void A_batch_without_room_for_every_domain_is_refused()
    {
        using var scope = NewDisposeScope();
        var many = new AdaptationData([Numbered(0, 10), Numbered(100, 10), Numbered(200, 10)], [Numbered(1000, 10).WithoutLabels()]);
        Assert.Contains("no room for a sample of each domain", Assert.Throws<ArgumentException>(() => new Batches(many, 4, 1, Normalisation.None)).Message, StringComparison.Ordinal);
        var few = new DomainPair(Numbered(0, 10), Numbered(1000, 10).WithoutLabels(), Numbered(2000, 4));
        Assert.Contains("labelled target samples", Assert.Throws<ArgumentException>(() => new Batches(few, 2, 1, Normalisation.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dann")]
    [InlineData("cdan-e")]
    [InlineData("coral")]
    [InlineData("mcd")]
    [InlineData("vada")]
    [InlineData("adda")]
    public void Methods_train_on_two_sources_and_two_targets_and_resume_bit_for_bit(string id)
    {
        var data = new AdaptationData([Toy.Domain(160, 1, target: false), Toy.Domain(50, 3, target: false)], [Toy.Domain(96, 101, target: true).WithoutLabels(), Toy.Domain(7, 102, target: true).WithoutLabels()]);
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "checkpoint.safetensors");
        var whole = Train(new TrainingHooks());
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(new TrainingHooks(OnStep: (step, _) => { if (step == 25) { stop.Cancel(); } }, CheckpointPath: path), stop.Token));
        Assert.Equal(whole, Train(new TrainingHooks(CheckpointPath: path, Resume: true)));

        string Train(TrainingHooks hooks, CancellationToken cancellation = default)
        {
            using var network = Toy.Aware(domains: 1);
            Trainer.Fit(data, network, Methods.Create(id), Toy.Options, hooks, cancellation);
            return Weights.Sha256(network);
        }
    }

    [Fact]
    public void Each_domain_keeps_its_statistics_through_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "weights.safetensors");
        var data = new AdaptationData([Toy.Domain(96, 1, target: false), Shifted(96, 2, 3)], [Toy.Domain(96, 101, target: true).WithoutLabels()]);
        using var network = Toy.Aware(domains: 3);
        Trainer.Fit(data, network, new Dann(), Toy.Options);
        Weights.Save(network, path);
        using var again = Toy.Aware(domains: 3);
        Weights.Load(again, path);
        Assert.Equal(Weights.Sha256(network), Weights.Sha256(again));
        Assert.Equal([Domain.Source, Domain.Target, Domain.SourceAt(1)], ((DomainBatchNorm)again.FeatureExtractor.children().ElementAt(1)).Known.Order(Comparer<Domain>.Create((a, b) => (a.Number, a.IsTarget).CompareTo((b.Number, b.IsTarget)))));
        var test = Shifted(200, 9, 3);
        Assert.Equal(Accuracy.Of(network, test, Domain.SourceAt(1)), Accuracy.Of(again, test, Domain.SourceAt(1)));
        using var asFirst = Predictions.Features(again, test.WithoutLabels(), Domain.Source);
        using var asSecond = Predictions.Features(again, test.WithoutLabels(), Domain.SourceAt(1));
        Assert.False(asFirst.allclose(asSecond));
    }

    [Fact]
    public void A_domain_classifier_with_a_logit_for_each_domain_learns_to_tell_them_apart()
    {
        // λ stays 0, so that nothing is reversed and the classifier only learns.
        var data = new AdaptationData([Shifted(96, 1, -4), Shifted(96, 2, 4)], [Shifted(96, 3, 12).WithoutLabels()]);
        using var network = Toy.Plain(domains: 3);
        var epochs = Trainer.Fit(data, network, new Dann(), Toy.Options.With(epochs: 30, gamma: 0));
        Assert.True(epochs[^1].DomainAccuracy > .9, epochs[^1].ToString());
        Assert.InRange(epochs[0].DomainLoss!.Value, .3, 1.4); // a guesser's is ln 3
    }

    [Fact]
    public void Without_a_target_some_methods_generalise_and_others_say_what_they_need()
    {
        var data = new AdaptationData([Shifted(96, 1, -4), Shifted(96, 2, 4)], []);
        using var network = Toy.Aware(domains: 2);
        var epochs = Trainer.Fit(data, network, new Dann(), Toy.Options);
        Assert.NotNull(epochs[^1].DomainAccuracy);
        Assert.InRange(Accuracy.Of(network, Shifted(100, 5, 0), Domain.Source), 0.5, 1); // the sources share their statistics
        Assert.Contains("never seen samples of Target", Assert.Throws<ArgumentException>(() => Accuracy.Of(network, Shifted(100, 5, 0), Domain.Target)).Message, StringComparison.Ordinal);

        var needs = Assert.Throws<ArgumentException>(() => Trainer.Fit(data, network, Methods.Create("coral"), Toy.Options)).Message;
        Assert.Contains("needs samples of the target", needs, StringComparison.Ordinal);
        Assert.Contains("dann", needs, StringComparison.Ordinal);
        using var one = Toy.Aware(domains: 1);
        Assert.Contains("one logit for each, 2 in all", Assert.Throws<ArgumentException>(() => Trainer.Fit(data, one, new Dann(), Toy.Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lower_bound_trains_on_all_sources()
    {
        using var network = Toy.Aware(domains: 1);
        SourceOnly.FitAll([Shifted(96, 1, -4), Shifted(96, 2, 4)], network, Toy.Options);
        Assert.InRange(Accuracy.Of(network, Shifted(100, 5, 4), Domain.Source), 0.7, 1);
    }

    [Fact]
    public void Domains_that_do_not_fit_together_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("no source", Assert.Throws<ArgumentException>(() => new AdaptationData([], [Numbered(0, 4).WithoutLabels()])).Message, StringComparison.Ordinal);
        var three = new LabelledDomain("three classes", zeros(4, 1), zeros(4, dtype: ScalarType.Int64), 3);
        Assert.Contains("3 classes", Assert.Throws<ArgumentException>(() => new AdaptationData([Numbered(0, 4), three], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domains_number_is_none_below_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Domain.SourceAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Domain.Target with { Number = -1 });
    }

    [Fact]
    public void Weights_count_for_each_sample_with_one_logit_and_with_a_logit_for_each_domain()
    {
        using var scope = NewDisposeScope();
        var data = new AdaptationData([Shifted(16, 1, -4), Shifted(16, 2, 4)], [Shifted(16, 3, 12).WithoutLabels()]);
        using var network = Toy.Plain(domains: 3);
        using var batches = new Batches(data, 8, seed: 1, Normalisation.None, CPU);
        var step = new StepContext(network, batches.At(0), progress: 0, lambda: 0, data.Task);
        var n = step.Samples.size(0);
        var logits = (arange(n * 3, ScalarType.Float32).reshape(n, 3) * 1.7f).sin();
        var weights = arange(1, n + 1, ScalarType.Float32).reshape(n, 1);
        double[] z = [.. logits.data<float>().Select(v => (double)v)];

        // Which domain each sample is of: sources by their number, then the target.
        var of = step.Parts.SelectMany(p => Enumerable.Repeat(p.Domain.IsTarget ? 2 : p.Domain.Number, p.Count)).ToList();
        Assert.Equal([0, 1, 2], of.Distinct());
        double Loss(int i) => Math.Log(Enumerable.Range(0, 3).Sum(k => Math.Exp(z[(3 * i) + k]))) - z[(3 * i) + of[i]];
        Assert.Equal(Enumerable.Range(0, (int)n).Average(i => (i + 1) * Loss(i)), step.DomainLoss(logits, weights).item<float>(), 4);

        double OneLogit(int i) => Math.Log(1 + Math.Exp(of[i] == 2 ? -z[3 * i] : z[3 * i]));
        Assert.Equal(Enumerable.Range(0, (int)n).Average(i => (i + 1) * OneLogit(i)), step.DomainLoss(logits.narrow(1, 0, 1), weights).item<float>(), 4);
    }

    [Theory]
    [InlineData("Source", false, 0)]
    [InlineData("Target", true, 0)]
    [InlineData("Source2", false, 1)]
    [InlineData("Target12", true, 11)]
    public void A_domain_is_read_back_from_its_name(string name, bool isTarget, int number)
    {
        Assert.Equal(new Domain(isTarget, number), Domain.Parse(name));
        Assert.Equal(name, new Domain(isTarget, number).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Source1")]
    [InlineData("Sources")]
    [InlineData("Target-2")]
    [InlineData("Target99999999999")]
    public void Other_names_are_no_domain(string name) => Assert.Null(Domain.Parse(name));

    [Fact]
    public void A_second_training_measures_its_own_data_unless_the_normalisation_was_given()
    {
        using var network = Toy.Plain(domains: 1);
        var options = Toy.Options.With(epochs: 1, scaling: InputScaling.UnitVariance);
        SourceOnly.Fit(Shifted(96, 1, 0), network, options);
        var first = network.Normalisation;
        SourceOnly.Fit(Shifted(96, 1, 50), network, options);
        Assert.NotEqual(first!.ToString(), network.Normalisation!.ToString());
        network.Normalisation = Normalisation.None;
        SourceOnly.Fit(Shifted(96, 1, 50), network, options);
        Assert.Same(Normalisation.None, network.Normalisation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_head_that_ends_in_probabilities_is_noticed(bool domain)
    {
        using var random = RandomScope.Begin(1);
        nn.Module<Tensor, Tensor> labels = nn.Linear(5, 2), domains = nn.Linear(5, 1);
        using var network = domain
            ? new DomainAdversarialNetwork(nn.Linear(5, 5), labels, nn.Sequential(domains, nn.Sigmoid()))
            : new DomainAdversarialNetwork(nn.Linear(5, 5), nn.Sequential(labels, nn.Softmax(1)), domains);
        var message = Assert.Throws<ArgumentException>(() => Trainer.Fit(Toy.Pair(), network, new Dann(), Toy.Options)).Message;
        Assert.Contains($"The {(domain ? "domain classifier ends in a Sigmoid" : "label predictor ends in a Softmax")}, but the loss takes logits", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_a_layer_made_train_as_any_others()
    {
        using var layer = nn.Linear(5, 5);
        var made = new LabelledDomain("made", layer.call(Toy.Domain(64, 1, target: false).Samples), Toy.Domain(64, 1, target: false).Labels.clone(), 2);
        using var network = Toy.Network();
        Assert.NotEmpty(SourceOnly.Fit(made, network, Toy.Options));
    }

    private static LabelledDomain Numbered(int from, int count) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"from {from}"),
        arange(from, from + count, dtype: ScalarType.Float32).reshape(-1, 1),
        arange(from, from + count, dtype: ScalarType.Int64).remainder(2),
        2);

    // The toy's source, moved along a dimension that says nothing of the class.
    private static LabelledDomain Shifted(int count, int seed, float by)
    {
        using var scope = NewDisposeScope();
        var domain = Toy.Domain(count, seed, target: false);
        var x = domain.Samples.clone();
        x[TensorIndex.Colon, 4] += by;
        return new LabelledDomain(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"moved by {by}"), x, domain.Labels.clone(), 2);
    }
}
