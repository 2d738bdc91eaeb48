#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;

// The source: a folder of images for each class. The target: a folder of images, without labels.
var source = ImageFolder.Read("my source", args[0], height: 32, width: 32);
var target = ImageFolder.ReadUnlabelled("my target", args[1], height: 32, width: 32);

var network = Architectures.MnistBatchNorm(size: 32, classCount: source.ClassNames.Count);
AdversarialTrainer.Fit(new DomainPair(source.Domain, target), network, new DannOptions(Epochs: 10));

foreach (var (name, count) in Predictions.Labels(network, target, Domain.Target).CountBy(c => source.ClassNames[c]))
{
    Console.WriteLine($"{name}: {count} images of the target");
}
