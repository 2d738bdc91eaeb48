#load "../fsharp/workbench.fsx"
open DomainAdaptation

let sources = [ DrawnDigits.Source(1000, seed = 1); DrawnDigits.Target(300, seed = 2) ] // digits on black, and a few over textures
let target = DrawnDigits.Target(1000, seed = 3)

// A logit for each of the three domains; with domains = 1, the default, sources are told from targets.
let network = Architectures.MnistBatchNorm(domains = 3)
Trainer.Fit(AdaptationData(sources, [ target.WithoutLabels() ]), network, new Dann(), DannOptions(Epochs = 5)) |> ignore

printfn $"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed = 4), Domain.Target):P1}"
printfn $"Right on the second source: {Accuracy.Of(network, DrawnDigits.Target(500, seed = 5), Domain.SourceAt 1):P1}"
