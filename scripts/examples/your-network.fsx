#load "../fsharp/workbench.fsx"
open DomainAdaptation
open type TorchSharp.torch.nn

// Digits that the library draws; arrays of your own become a domain by LabelledDomain.FromImages and UnlabelledDomain.FromImages.
let source = DrawnDigits.Source(1000, seed = 1)
let target = DrawnDigits.Target(1000, seed = 2)

let features = Sequential(Conv2d(3, 16, 5), MaxPool2d 2, ReLU(), Flatten())
let network = new DomainAdversarialNetwork(features, labels = Linear(16 * 12 * 12, 10), domain = Linear(16 * 12 * 12, 1))
let options = DannOptions(Epochs = 5)
let epochs = AdversarialTrainer.Fit(DomainPair(source, target.WithoutLabels()), network, options)

// What is built or set wrong, if anything is, and how hard the domain loss pulls at the features.
for finding in NetworkDoctor.Examine(network, DrawnDigits.Source(500, seed = 4), target.WithoutLabels(), epochs, options) do
    printfn $"{finding}"

printfn $"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed = 3), Domain.Target):P1}"
