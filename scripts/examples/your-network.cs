#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;
using static TorchSharp.torch.nn;

// Digits that the library draws; arrays of your own become a domain by LabelledDomain.FromImages and UnlabelledDomain.FromImages.
var source = DrawnDigits.Source(1000, seed: 1);
var target = DrawnDigits.Target(1000, seed: 2);

var features = Sequential(Conv2d(3, 16, 5), MaxPool2d(2), ReLU(), Flatten());
var network = new DomainAdversarialNetwork(features, labels: Linear(16 * 12 * 12, 10), domain: Linear(16 * 12 * 12, 1));
var options = new DannOptions(Epochs: 5);
var epochs = AdversarialTrainer.Fit(new DomainPair(source, target.WithoutLabels()), network, options);

// What is built or set wrong, if anything is, and how hard the domain loss pulls at the features.
foreach (var finding in NetworkDoctor.Examine(network, DrawnDigits.Source(500, seed: 4), target.WithoutLabels(), epochs, options))
{
    Console.WriteLine(finding);
}

Console.WriteLine($"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed: 3), Domain.Target):P1}");
