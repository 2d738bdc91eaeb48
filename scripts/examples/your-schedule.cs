#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;

var (source, target) = (DrawnDigits.Source(1000, seed: 1), DrawnDigits.Target(1000, seed: 2));
var network = Architectures.MnistBatchNorm();

// λ as a function of p, which goes from 0 at the start of the training to 1 at its end: here a ramp that is up after half of it.
var method = new Dann { Lambda = p => Math.Min(1, 2 * p) };

var epochs = Trainer.Fit(new DomainPair(source, target.WithoutLabels()), network, method, new DannOptions(Epochs: 10));
Console.WriteLine($"λ at the end of the first epoch {epochs[0].Lambda:F2}, of the last {epochs[^1].Lambda:F2}");
Console.WriteLine($"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed: 3), Domain.Target):P1}");
