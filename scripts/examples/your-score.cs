#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;

var (source, target) = (DrawnDigits.Source(1000, seed: 1), DrawnDigits.Target(1000, seed: 2));
var (heldOut, test) = (DrawnDigits.Source(500, seed: 3), DrawnDigits.Target(500, seed: 4));
var network = Architectures.MnistBatchNorm();

// After each epoch: every score of the library, and one of your own, of samples that training does not see. Target labels are not among them.
var hooks = new TrainingHooks(
    Score: n => Accuracy.Of(n, test, Domain.Target), // to look back only
    Scores: n =>
    {
        using var held = HeldOut.Of(n, heldOut, test.WithoutLabels(), domains: true);
        return Scorers.Of(held, [.. Scorers.All, new Certainty()]);
    });
var epochs = Trainer.Fit(new DomainPair(source, target.WithoutLabels()), network, new Dann(), new DannOptions(Epochs: 5), hooks);

var chosen = epochs.MaxBy(e => e.ScoreBy("certainty"))!;
Console.WriteLine($"Right on the target: {chosen.TargetAccuracy:P1} after epoch {chosen.Epoch}, chosen by certainty; {epochs[^1].TargetAccuracy:P1} after the last");

// The mean of the largest class probability of each target sample: higher is better.
sealed class Certainty : IScorer
{
    public string Name => "certainty";

    public double Score(HeldOut held) => held.TargetProbabilities().amax([1]).mean().item<double>();
}
