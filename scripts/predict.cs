#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// What a model of scripts/adapt.cs says of images.
//
//   dotnet run scripts/predict.cs -- runs/adapt/model my/photos
//   dotnet run scripts/predict.cs -- runs/adapt/model my/photos --csv predictions.csv
//
// Files that are no whole images are passed over, and listed.

using System.CommandLine;
using DomainAdaptation;
using DomainAdaptation.Reporting;

var model = new Argument<string>("model") { Description = "The folder of the model, as adapt.cs leaves it." }.ThatExists();
var images = new Argument<string>("images") { Description = "A folder of images, one image, or a list." }.ThatExists();
var csv = new Option<string?>("--csv") { Description = "Write the predictions into this file, instead of printing them." };
var command = new RootCommand("Applies a model to images.") { model, images, csv };

command.SetAction((arguments, cancellation) =>
{
    using var classifier = ImageClassifier.Load(arguments.GetValue(model)!);
    var predictions = classifier.Predict(arguments.GetValue(images)!, skipUnreadable: true, cancellation: cancellation);
    if (arguments.GetValue(csv) is { } file)
    {
        predictions.SaveCsv(file);
        Console.WriteLine($"{predictions}: {Path.GetFullPath(file)}");
    }
    else
    {
        foreach (var prediction in predictions)
        {
            Console.WriteLine(prediction);
        }
    }

    foreach (var skipped in predictions.Skipped)
    {
        Console.Error.WriteLine($"passed over: {skipped}");
    }

    return Task.CompletedTask;
});
return await ScriptCommand.RunAsync(command, args);
