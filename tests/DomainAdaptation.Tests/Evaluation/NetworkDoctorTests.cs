using TorchSharp;
using static TorchSharp.torch.nn;

namespace DomainAdaptation.Tests;

/// <summary>Networks and settings built to fail, each told by its own sentence; and one that is well, of which nothing is warned.</summary>
public sealed class NetworkDoctorTests
{
    private static readonly DannOptions Settings = new(Epochs: 10, StepsPerEpoch: 100, BatchSize: 300, LearningRate: 0.05, DomainWeight: 1, Scaling: InputScaling.None);

    [Fact]
    public void Of_a_training_that_is_well_nothing_is_warned() => Assert.DoesNotContain(Examine(Network(), Settings), f => f.IsWarning);

    [Theory]
    [InlineData(1)]
    [InlineData(1e6)] // it says 0 or 1 of everything
    public void A_sigmoid_at_the_end_of_the_domain_classifier_is_told(double steepness) =>
        Assert.Contains("Leave out the sigmoid", Warned(Examine(Network(Ending(Sequential(Linear(15, 15), ReLU(), Linear(15, 1)), x => (x * steepness).sigmoid())), Settings), "sigmoid at the end"), StringComparison.Ordinal);

    [Fact]
    public void A_softmax_at_the_end_of_the_label_predictor_is_told_and_nothing_that_follows_from_it()
    {
        var told = Assert.Single(Examine(Network(labels: Ending(Linear(15, 2), x => x.softmax(1))), Settings));
        Assert.Equal("softmax at the end", told.About);
        Assert.Contains("Leave out the softmax", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_of_hundreds_are_told() =>
        Assert.Contains("UnitVariance", Warned(Examine(Network(), Settings, scale: 200), "unscaled inputs"), StringComparison.Ordinal);

    [Fact]
    public void A_far_too_large_lambda_is_told() =>
        Assert.Contains("Lower λ", Warned(Examine(Network(), Settings, lambda: _ => 1000), "λ too large"), StringComparison.Ordinal);

    [Fact]
    public void A_lambda_of_0_is_no_dead_domain_classifier()
    {
        var told = Examine(Network(), Settings, lambda: _ => 0);
        Assert.DoesNotContain(told, f => f.About == "dead domain classifier");
        Assert.Contains("NotReversed", Warned(told, "domain classifier"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_classifier_with_a_logit_for_each_domain_is_left_alone() =>
        Assert.Empty(Examine(Network(Linear(15, 2)), Settings));

    [Fact]
    public void A_domain_weight_that_kills_the_domain_classifier_is_told() =>
        Assert.Contains("lower the domain weight (300)", Warned(Examine(Network(), Settings.With(domainWeight: 300)), "dead domain classifier"), StringComparison.Ordinal);

    [Fact]
    public void The_gradients_at_the_reversal_are_those_of_the_two_losses()
    {
        // One feature, Gf = identity: Ly = ln(1 + e^∓x) by the label, Ld the same by the domain; their derivatives by hand.
        using var network = new DomainAdversarialNetwork(Line(1, [1]), Line(2, [0, 1]), Line(1, [1])) { Normalisation = Normalisation.None };
        var source = new LabelledDomain("source", torch.tensor(new float[] { 0, 2 }).reshape(2, 1), torch.tensor(new long[] { 0, 1 }), 2);
        var target = new UnlabelledDomain("target", torch.tensor(new float[] { 1, -1 }).reshape(2, 1));
        var (label, domain) = NetworkDoctor.Gradients(network, source, target);
        static double Chance(double x) => 1 / (1 + Math.Exp(-x));
        Assert.Equal((Chance(0) + (1 - Chance(2))) / 2, label, 1e-5);
        Assert.Equal((Chance(0) + Chance(2) + (1 - Chance(1)) + (1 - Chance(-1))) / 4, domain, 1e-5);
    }

    private static string Warned(IReadOnlyList<Finding> findings, string about) => Assert.Single(findings, f => f.IsWarning && f.About == about).Message;

    private static IReadOnlyList<Finding> Examine(DomainAdversarialNetwork network, DannOptions options, float scale = 1, Func<double, double>? lambda = null)
    {
        using (network)
        {
            var (source, held, target) = (Scaled(Moons.Source(150, 1), scale), Scaled(Moons.Source(150, 3), scale), Scaled(Moons.Target(150, 2), scale).WithoutLabels());
            using var method = new Dann(options.DomainWeight) { Lambda = lambda };
            var epochs = Trainer.Fit(new DomainPair(source, target), network, method, options);
            return NetworkDoctor.Examine(network, held, target, epochs, options);
        }
    }

    private static LabelledDomain Scaled(LabelledDomain domain, float scale) => new(domain.Name, domain.Samples * scale, domain.Labels, domain.ClassCount);

    private static DomainAdversarialNetwork Network(Module<torch.Tensor, torch.Tensor>? domain = null, Module<torch.Tensor, torch.Tensor>? labels = null)
    {
        torch.manual_seed(1);
        return new(Sequential(Linear(2, 15), Sigmoid()), labels ?? Sequential(Linear(15, 2)), domain ?? Sequential(Linear(15, 15), ReLU(), Linear(15, 1)));
    }

    // A layer at the end of a Sequential is refused before training; what a module of one's own does is found out here.
    private static End Ending(Module<torch.Tensor, torch.Tensor> before, Func<torch.Tensor, torch.Tensor> end) => new(before, end);

    private static Module<torch.Tensor, torch.Tensor> Line(int outputs, float[] weights)
    {
        var line = Linear(1, outputs, hasBias: false);
        using var none = torch.no_grad();
        line.weight.copy_(torch.tensor(weights).reshape(outputs, 1));
        return Sequential(line);
    }

    private sealed class End : Module<torch.Tensor, torch.Tensor>
    {
        private readonly Module<torch.Tensor, torch.Tensor> before;
        private readonly Func<torch.Tensor, torch.Tensor> end;

        public End(Module<torch.Tensor, torch.Tensor> before, Func<torch.Tensor, torch.Tensor> end)
            : base(nameof(End))
        {
            (this.before, this.end) = (before, end);
            RegisterComponents();
        }

        public override torch.Tensor forward(torch.Tensor input) => end(before.call(input));
    }
}
