#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;

var (source, target) = (DrawnDigits.Source(1000, seed: 1), DrawnDigits.Target(1000, seed: 2));
var (heldOut, test) = (DrawnDigits.Source(500, seed: 3), DrawnDigits.Target(500, seed: 4));
var network = Architectures.MnistBatchNorm();
var best = Path.GetTempFileName();

// After each epoch: every score of the library, and one of your own, of samples that training does not see. Target labels are not among them.
var hooks = new TrainingHooks(
    Scores: n =>
    {
        using var held = HeldOut.Of(n, heldOut, test.WithoutLabels(), domains: true);
        return Scorers.Of(held, [.. Scorers.All, new Certainty()]);
    },
    OnNetwork: (n, epochs) => // the network as it is now, and the metrics of all epochs so far, scores included
    {
        if (epochs.MaxBy(e => e.ScoreBy("certainty")) == epochs[^1])
        {
            Weights.Save(n, best);
        }
    });
var epochs = Trainer.Fit(new DomainPair(source, target.WithoutLabels()), network, new Dann(), new DannOptions(Epochs: 5), hooks);
var last = Accuracy.Of(network, test, Domain.Target); // to look back only

Weights.Load(network, best);
Console.WriteLine($"Right on the target: {Accuracy.Of(network, test, Domain.Target):P1} after epoch {epochs.MaxBy(e => e.ScoreBy("certainty"))!.Epoch}, chosen by certainty; {last:P1} after the last");

// The mean of the largest class probability of each target sample: higher is better.
sealed class Certainty : IScorer
{
    public string Name => "certainty";

    public double Score(HeldOut held) => held.TargetProbabilities().amax([1]).mean().item<double>();
}
