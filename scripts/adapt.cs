#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// From folders of your own images to a model: labelled ones of one kind, unlabelled ones of another.
//
//   dotnet run scripts/adapt.cs -- --source my/labelled --target my/unlabelled
//   dotnet run scripts/adapt.cs -- --source shop --source web --target phone --test phone-labelled --out runs/phone
//
// A source holds a folder for each class, or is a list with "path,label" a line. The target is any folder of images.
// Photographs take a ResNet-18 of ImageNet (60 MB, once, from NuGet), small images a small network.
// Expect: report.html to look at, predictions.csv, and a model that scripts/predict.cs uses.

using DomainAdaptation;
using DomainAdaptation.Reporting;

string[] takes = ["seed", "out", "data", "methods", "resume", "threads", "tensorboard"];
ExtraOption[] extra =
[
    new("source", "Labelled images: a folder with a folder for each class, or a list. It may be given several times.", ValueName: "FOLDER", Kind: OptionKind.SeveralExisting, Required: true),
    new("target", "Images without labels: a folder, or a list.", ValueName: "FOLDER", Kind: OptionKind.Existing, Required: true),
    new("test", "Labelled images of the target's kind, to measure by. Nothing is chosen by them.", ValueName: "FOLDER", Kind: OptionKind.Existing),
    new("network", "Which network; auto chooses by the size of the images.", "auto", OneOf: ["auto", "resnet18", "small"]),
    new("choose-by", "The score without target labels that chooses the method.", "information-maximisation", OneOf: [.. Scorers.Names]),
    new("shift", "Move training images by up to N pixels, anew at every step. For the small network.", ValueName: "N", Kind: OptionKind.Count),
    new("flip", "Train on mirror images too: for things, not for digits.", Kind: OptionKind.Switch),
    new("crops", "Train on N random crops of each image too, from half of it to all of it. For the ResNet, which then takes as many times longer to read.", ValueName: "N", Kind: OptionKind.Count),
    new("strict", "Stop at any warning about the data.", Kind: OptionKind.Switch),
];

return new Script("adapt", "Adapts to your own images: from two folders to a model.", Takes: takes, Extra: extra).Run(args, script =>
{
    var options = new ImageAdaptationOptions(
        Network: script.Value("network"),
        Methods: script.Options.Methods,
        Test: script.Value("test"),
        ChooseBy: script.Value("choose-by"),
        Seed: script.Options.Seeds[0],
        DataFolder: script.Options.DataFolder,
        Strict: script.Has("strict"),
        Augmentation: new(Shift: script.Count("shift"), Flip: script.Has("flip")),
        Crops: script.Count("crops"));

    using var adapted = script.Adapt(script.Values("source"), script.Value("target"), options);

    script.Report(adapted);
});
