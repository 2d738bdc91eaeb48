using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>What a method of one's own may give for a loss.</summary>
public class LossShapeTests
{
    [Fact]
    public void A_loss_of_several_numbers_is_told_by_its_name_and_its_methods()
    {
        var total = Assert.Throws<InvalidOperationException>(() => Fit(new Own(step => new(step.SourceFeatures.mean([0]), Losses.Named())))).Message;
        Assert.Equal("The loss 'total' of own is [16], but a loss is one number: take its mean or its sum.", total);
        var part = Assert.Throws<InvalidOperationException>(() => Fit(new Own(step => new(step.LabelLoss(), Losses.Named(("spread", step.SourceFeatures.std(0L))))))).Message;
        Assert.StartsWith("The loss 'spread' of own is [16]", part, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_of_one_number_in_a_vector_is_that_number()
    {
        IReadOnlyList<EpochMetrics> Spread(bool vector) => Fit(new Own(step =>
        {
            var spread = step.SourceFeatures.std(0L).mean();
            return Losses.Of(step.LabelLoss(), "spread", vector ? spread.reshape(1) : spread, weight: 0.1);
        }));
        Assert.Equal(Spread(vector: false)[^1].Parts!["spread"], Spread(vector: true)[^1].Parts!["spread"]);
    }

    private static IReadOnlyList<EpochMetrics> Fit(AdaptationMethod method)
    {
        using var network = Toy.Network();
        return Trainer.Fit(Toy.Pair(), network, method, Toy.Options.With(epochs: 1));
    }

    private sealed class Own(Func<StepContext, Losses> step) : AdaptationMethod(new("own", "Own", "here"))
    {
        public override Losses Step(StepContext context) => step(context);
    }
}
