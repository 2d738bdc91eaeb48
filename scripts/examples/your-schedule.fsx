#load "../fsharp/workbench.fsx"
open DomainAdaptation

let source, target = DrawnDigits.Source(1000, seed = 1), DrawnDigits.Target(1000, seed = 2)
let network = Architectures.MnistBatchNorm()

// λ as a function of p, which goes from 0 at the start of the training to 1 at its end: here a ramp that is up after half of it.
let adaptation = new Dann(Lambda = fun p -> min 1.0 (2.0 * p))

let epochs = Trainer.Fit(DomainPair(source, target.WithoutLabels()), network, adaptation, DannOptions(Epochs = 10))
printfn $"λ at the end of the first epoch {epochs[0].Lambda:F2}, of the last {epochs[epochs.Count - 1].Lambda:F2}"
printfn $"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed = 3), Domain.Target):P1}"
