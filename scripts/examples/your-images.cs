#:project ../../lib/DomainAdaptation/DomainAdaptation.csproj
using DomainAdaptation;

// The source: a folder of images for each class. The target: a folder of images, without labels.
using var adapted = ImageAdaptation.Fit([args[0]], args[1]);
Console.WriteLine(adapted);
adapted.Model.Save(args[2]);

// Elsewhere, later: the folder of the model is all it takes.
using var model = ImageClassifier.Load(args[2]);
foreach (var image in model.Predict(args[1]).Take(5))
{
    Console.WriteLine(image);
}
