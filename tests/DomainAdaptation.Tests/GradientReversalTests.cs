using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class GradientReversalTests
{
    private static readonly Gen<long[]> Shapes = Gen.Long[1, 5].Array[1, 4];

    [Fact]
    public void Forward_is_the_identity_and_backward_multiplies_the_gradient_by_minus_lambda() =>
        Gen.Select(Shapes, Gen.Double[-3, 3], Gen.Int[0, 1 << 20]).Sample(
            (shape, lambda, seed) =>
            {
                using var scope = NewDisposeScope();
                manual_seed(seed);
                var x = randn(shape, requires_grad: true);
                var gradient = randn(shape);
                var y = GradientReversal.Apply(x, lambda);
                Assert.Equal(x.data<float>().ToArray(), y.data<float>().ToArray());
                y.backward([gradient]);
                Assert.Equal(gradient.data<float>().ToArray().Select(g => (float)-lambda * g), x.grad!.data<float>().ToArray());
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void It_equals_the_written_out_form_that_needs_no_custom_backward() =>
        Gen.Select(Shapes, Gen.Double[0, 2], Gen.Int[0, 1 << 20]).Sample(
            (shape, lambda, seed) =>
            {
                using var scope = NewDisposeScope();
                manual_seed(seed);
                var x = randn(shape, ScalarType.Float64, requires_grad: true);
                var oracle = x.detach().requires_grad_();
                (GradientReversal.Apply(x, lambda).square().sum()).backward();
                (((1 + lambda) * oracle.detach()) - (lambda * oracle)).square().sum().backward();
                Assert.True(x.grad!.allclose(oracle.grad!, 1e-9, 1e-9));
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void Two_layers_in_a_row_multiply_the_gradient_by_the_product_of_their_lambdas()
    {
        using var scope = NewDisposeScope();
        var x = randn([7], ScalarType.Float64, requires_grad: true);
        GradientReversal.Apply(GradientReversal.Apply(x, 0.5), 3).backward([ones(7, ScalarType.Float64)]);
        Assert.All(x.grad!.data<double>().ToArray(), g => Assert.Equal(1.5, g, 12));
    }

    [Fact]
    public void Lambda_zero_equals_a_detached_branch()
    {
        using var scope = NewDisposeScope();
        var x = randn([4, 3], requires_grad: true);
        (x.square().sum() + GradientReversal.Apply(x, 0).pow(3).sum()).backward();
        var detached = x.detach().requires_grad_();
        (detached.square().sum() + detached.detach().pow(3).sum()).backward();
        Assert.Equal(detached.grad!.data<float>().ToArray(), x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void As_a_module_it_fits_between_two_others()
    {
        using var scope = NewDisposeScope();
        using var first = nn.Linear(4, 3);
        using var second = nn.Linear(3, 1);
        using var reversal = new GradientReversal(0.25);
        using var network = nn.Sequential(first, reversal, second);
        var x = randn(5, 4);
        network.call(x).sum().backward();
        var reversed = first.weight!.grad!.clone();
        first.weight!.grad!.zero_();
        second.call(first.call(x)).sum().backward();
        Assert.True(reversed.allclose(first.weight!.grad! * -0.25, 1e-5, 1e-6));
    }

    [Fact]
    public void The_gradient_of_a_whole_network_agrees_with_finite_differences()
    {
        // dE/dθ of Ly + Ld(R(f)): for the heads the slope of the sum, for the features that of Ly − λ Ld.
        using var scope = NewDisposeScope();
        manual_seed(3);
        const double lambda = 0.7, h = 1e-6;
        var features = nn.Sequential(nn.Linear(3, 4).to(ScalarType.Float64), nn.Tanh());
        var labels = nn.Sequential(nn.Linear(4, 3).to(ScalarType.Float64), nn.Tanh(), nn.Linear(3, 2).to(ScalarType.Float64));
        var domain = nn.Sequential(nn.Linear(4, 3).to(ScalarType.Float64), nn.Tanh(), nn.Linear(3, 1).to(ScalarType.Float64));
        using var network = new DomainAdversarialNetwork(features, labels, domain);
        var x = randn([6, 3], ScalarType.Float64);
        var y = tensor(new long[] { 0, 1, 1 });
        var d = tensor(new double[] { 0, 0, 0, 1, 1, 1 }).reshape(6, 1);

        var (label, domainLoss) = Losses();
        (label + domainLoss).backward();

        foreach (var (name, parameter) in network.named_parameters())
        {
            var sign = name.StartsWith("features", StringComparison.Ordinal) ? -lambda : 1;
            for (var i = 0; i < parameter.numel(); i++)
            {
                var slope = (At(parameter, i, h, sign) - At(parameter, i, -h, sign)) / (2 * h);
                Assert.Equal(slope, parameter.grad!.reshape(-1)[i].item<double>(), 6);
            }
        }

        (Tensor Label, Tensor Domain) Losses()
        {
            var features = network.FeatureExtractor.call(x);
            var domains = network.DomainClassifier.call(GradientReversal.Apply(features, lambda));
            return (nn.functional.cross_entropy(network.LabelPredictor.call(features[..3]), y), nn.functional.binary_cross_entropy_with_logits(domains, d));
        }

        double At(Tensor parameter, long i, double change, double domainSign)
        {
            using var noGradient = no_grad();
            var flat = parameter.view(-1);
            flat[i] += change;
            var (l, dl) = Losses();
            flat[i] -= change;
            return l.item<double>() + (domainSign * dl.item<double>());
        }
    }
}
