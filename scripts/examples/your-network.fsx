#load "../fsharp/workbench.fsx"
open DomainAdaptation
open type TorchSharp.torch.nn

// Digits that the library draws; arrays of your own become a domain by LabelledDomain.FromImages and UnlabelledDomain.FromImages.
let source = DrawnDigits.Source(1000, seed = 1)
let target = DrawnDigits.Target(1000, seed = 2)

let features = Sequential(Conv2d(3, 16, 5), MaxPool2d 2, ReLU(), Flatten())
let network = new DomainAdversarialNetwork(features, labels = Linear(16 * 12 * 12, 10), domain = Linear(16 * 12 * 12, 1))
AdversarialTrainer.Fit(DomainPair(source, target.WithoutLabels()), network, DannOptions(Epochs = 5)) |> ignore

printfn $"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed = 3), Domain.Target):P1}"
