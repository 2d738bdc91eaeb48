#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;

var (source, target) = (DrawnDigits.Source(1000, seed: 1), DrawnDigits.Target(1000, seed: 2));
var network = Architectures.MnistBatchNorm();

// In place of new CloserMeans(): Methods.Create("cdan-e"), or any other of Methods.Unsupervised; source-only is SourceOnly.Fit(source, network, options).
Trainer.Fit(new DomainPair(source, target.WithoutLabels()), network, new CloserMeans(), new DannOptions(Epochs: 10));
Console.WriteLine($"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed: 3), Domain.Target):P1}");

// A method is what a training step descends: here the label loss, and how far apart the two domains' mean features are.
class CloserMeans() : AdaptationMethod(new("closer-means", "Closer means", "your own, 2026"))
{
    public override Losses Step(StepContext step)
    {
        var apart = step.SourceFeatures.mean([0]) - step.TargetFeatures.mean([0]);
        return Losses.Of(step.LabelLoss(), "means", apart.square().sum(), weight: 0.1);
    }
}
