using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Each score against plain arithmetic, on logits that a reader can check.</summary>
public sealed class ScorersTests
{
    // Three classes; two samples sure and different, one undecided between two classes, one that knows nothing.
    private static readonly double[][] Logits = [[8, 0, 0], [0, 8, 0], [3, 3, 0], [0, 0, 0]];

    [Fact]
    public void The_source_accuracy_counts_what_is_right()
    {
        using var held = Held(source: [[2, 1, 0], [0, 2, 1], [0, 1, 2], [2, 0, 0]], labels: [0, 1, 1, 0], target: Logits);
        Assert.Equal(.75, new SourceAccuracy().Score(held), 12);
    }

    [Fact]
    public void Entropy_and_information_are_those_of_the_probabilities()
    {
        using var held = Held(Logits, [0, 1, 2, 0], Logits);
        var rows = Logits.Select(Softmax).ToList();
        var mean = Enumerable.Range(0, 3).Select(c => rows.Average(r => r[c])).ToArray();
        Assert.Equal(-rows.Average(Entropy), new TargetEntropy().Score(held), 10);
        Assert.Equal(Entropy(mean) - rows.Average(Entropy), new InformationMaximisation().Score(held), 10);
        using var collapsed = Held(Logits, [0, 1, 2, 0], [[50, 0, 0], [50, 0, 0], [50, 0, 0]]);
        Assert.True(new TargetEntropy().Score(collapsed) > new TargetEntropy().Score(held)); // fooled by one class for all
        Assert.True(new InformationMaximisation().Score(collapsed) < new InformationMaximisation().Score(held)); // not fooled
    }

    [Fact]
    public void The_nuclear_norm_is_1_for_sure_and_even_classes()
    {
        using var even = Held(Logits, [0, 1, 2, 0], [[90, 0, 0], [0, 90, 0], [0, 0, 90], [90, 0, 0], [0, 90, 0], [0, 0, 90]]);
        Assert.Equal(1, new NuclearNorm().Score(even), 9); // three singular values √2, over √(6 · 3)
        using var collapsed = Held(Logits, [0, 1, 2, 0], [[90, 0, 0], [90, 0, 0], [90, 0, 0]]);
        Assert.Equal(1 / Math.Sqrt(3), new NuclearNorm().Score(collapsed), 9); // one singular value √3, over √9
    }

    [Fact]
    public void Neighbourhood_density_is_the_entropy_of_similarities()
    {
        using var held = Held(Logits, [0, 1, 2, 0], Logits);
        var p = Logits.Select(Softmax).Select(r => r.Select(v => v / Math.Sqrt(r.Sum(w => w * w))).ToArray()).ToList();
        var expected = p.Select((row, i) => Entropy(Softmax([.. p.Where((_, j) => j != i).Select(other => row.Zip(other, (a, b) => a * b).Sum() / .05)]))).Average();
        Assert.Equal(expected, new NeighbourhoodDensity().Score(held), 10);
    }

    [Fact]
    public void The_domain_classifier_is_confused_at_a_half_and_from_either_side()
    {
        using var domains = NewDisposeScope();
        // Right on three of four source samples, and on one of four target samples: wrong in a half.
        Assert.Equal(.5, Confusion([-1, -1, -1, 1], [1, -1, -1, -1]), 12);
        Assert.Equal(.125, Confusion([-1, -1, -1, 1], [1, 1, 1, 1]), 12);
        Assert.Equal(.125, Confusion([1, 1, 1, -1], [-1, -1, -1, -1]), 12);
        using var none = Held(Logits, [0, 1, 2, 0], Logits);
        Assert.DoesNotContain("domain-confusion", Scorers.Of(none).Keys); // not measured: absent
    }

    [Fact]
    public void The_weighted_risk_has_its_control_variate()
    {
        double[] w = [.5, 2, 1, 1.5], loss = [1, 0, 0, 1];
        var weighted = w.Zip(loss, (a, b) => a * b).ToArray();
        var covariance = weighted.Zip(w, (a, b) => (a - weighted.Average()) * (b - w.Average())).Average();
        var eta = -covariance / w.Average(v => (v - w.Average()) * (v - w.Average()));
        using var scope = NewDisposeScope();
        Assert.Equal(weighted.Average() + (eta * (w.Average() - 1)), DeepEmbeddedValidation.Risk(tensor(w), tensor(loss)), 12);
    }

    [Fact]
    public void Deep_embedded_validation_prefers_what_is_right_where_the_target_is()
    {
        // The source lies at x = 0 … 1, the target at .5 … 1.5: an error on the source's right half weighs more than one on its left.
        var x = Enumerable.Range(0, 200).Select(i => i / 200f).ToArray();
        Assert.True(Dev(wrong: v => v < .25) > Dev(wrong: v => v > .75));

        double Dev(Func<float, bool> wrong)
        {
            using var scope = NewDisposeScope();
            var labels = zeros(200, dtype: ScalarType.Int64);
            var logits = tensor(x.SelectMany(v => wrong(v) ? new[] { 0f, 1f } : [1f, 0f]).ToArray()).reshape(200, 2);
            using var held = new HeldOut(tensor(x).reshape(200, 1), logits, labels, tensor(x).reshape(200, 1) + .5, logits.clone());
            return new DeepEmbeddedValidation().Score(held);
        }
    }

    [Fact]
    public void Reverse_validation_needs_target_predictions_that_lead_back()
    {
        // Two classes, left and right, in both domains.
        Assert.Equal(1, Reverse(target: v => v > 0), 12);
        Assert.Equal(0, Reverse(target: v => v < 0), 12); // the wrong way round
        Assert.Equal(.5, Reverse(target: _ => true), 12); // all in one class: the source's half is right

        double Reverse(Func<float, bool> target)
        {
            using var scope = NewDisposeScope();
            var x = Enumerable.Range(0, 100).Select(i => (i - 49.5f) / 50).ToArray();
            var labels = tensor(x.Select(v => v > 0 ? 1L : 0L).ToArray());
            using var held = new HeldOut(
                tensor(x).reshape(100, 1), zeros(100, 2), labels, tensor(x).reshape(100, 1), tensor(x.SelectMany(v => target(v) ? new[] { 0f, 1f } : [1f, 0f]).ToArray()).reshape(100, 2));
            return new ReverseValidation().Score(held);
        }
    }

    [Fact]
    public void Every_score_of_a_network_is_finite_the_same_twice_and_leaves_the_network_as_it_was()
    {
        using var network = Toy.Network(1);
        Trainer.Fit(new DomainPair(Toy.Domain(64, 1, target: false), Toy.Domain(64, 2, target: true).WithoutLabels()), network, Methods.Create(Methods.Dann), new DannOptions(Epochs: 1, BatchSize: 32));
        var before = Weights.Sha256(network);
        var first = Score();
        Assert.Equal(Scorers.Names, first.Keys);
        Assert.All(first.Values, v => Assert.True(double.IsFinite(v)));
        Assert.Equal(first, Score());
        Assert.Equal(before, Weights.Sha256(network));

        IReadOnlyDictionary<string, double> Score()
        {
            using var held = HeldOut.Of(network, Toy.Domain(50, 3, target: false), Toy.Domain(60, 4, target: true).WithoutLabels(), domains: true, most: 40);
            Assert.Equal([40, 40], [held.SourceLogits.size(0), held.TargetLogits.size(0)]);
            return Scorers.Of(held);
        }
    }

    [Fact]
    public void Every_score_takes_a_thousand_features()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var held = new HeldOut(randn(300, 1000), randn(300, 3), randint(0, 3, [300]), randn(500, 1000), randn(500, 3), randn(300, 1), randn(500, 1));
        Assert.All(Scorers.Of(held).Values, v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void Tensors_that_do_not_fit_together_are_refused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new HeldOut(zeros(4, 2), zeros(4, 3), zeros(5, dtype: ScalarType.Int64), zeros(4, 2), zeros(4, 3)));
        Assert.Contains("labels [5]", error.Message, StringComparison.Ordinal);
    }

    private static double Confusion(double[] source, double[] target)
    {
        using var held = new HeldOut(zeros(4, 2), zeros(4, 2), zeros(4, dtype: ScalarType.Int64), zeros(4, 2), zeros(4, 2), tensor(source), tensor(target));
        return new DomainConfusion().Score(held);
    }

    private static HeldOut Held(double[][] source, long[] labels, double[][] target)
    {
        using var scope = NewDisposeScope();
        return new HeldOut(Matrix(source), Matrix(source), tensor(labels), Matrix(target), Matrix(target));
    }

    private static Tensor Matrix(double[][] rows) => tensor(rows.SelectMany(r => r).ToArray()).reshape(rows.Length, rows[0].Length);

    private static double[] Softmax(double[] logits) => [.. logits.Select(l => Math.Exp(l) / logits.Sum(Math.Exp))];

    private static double Entropy(double[] p) => -p.Sum(v => v > 0 ? v * Math.Log(v) : 0);
}
