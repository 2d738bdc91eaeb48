#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;
using static TorchSharp.torch;

// Which pixels are ink? Digits on black have labels; digits that are pale on gray have none that training sees.
var task = new Segmentation(classCount: 2);
var source = Ink("on black", DrawnDigits.Source(300, seed: 1).Samples, pale: false);
var target = Ink("pale", DrawnDigits.Source(300, seed: 2).Samples, pale: true);

// The same loop, methods and schedules as for classes; a method that needs classes of whole samples says so.
var network = Architectures.Segmenter(classCount: 2);
Trainer.Fit(new DomainPair(source, target.WithoutLabels()), network, new Dann(weight: 0.1), new DannOptions(Epochs: 20, BatchSize: 32));
Console.WriteLine($"Right on the source: {Measurement.Of(network, source, Domain.Source)}");
Console.WriteLine($"Right on the target: {Measurement.Of(network, Ink("pale, held out", DrawnDigits.Source(100, seed: 3).Samples, pale: true), Domain.Target)}");

// Images are bytes [n, height, width, 3], their labels bytes [n, height, width]. Points and poses have tasks too, and ITask makes one of your own.
LabelledDomain Ink(string name, Tensor digits, bool pale)
{
    var ink = digits.select(3, 0).gt(128).to(ScalarType.Byte);
    return LabelledDomain.WithTask(name, pale ? digits.div(4).add(90).to(ScalarType.Byte) : digits, ink, task);
}
