#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Office-31: Amazon → Webcam, DSLR → Webcam, Webcam → DSLR, with features of SqueezeNet or the authors' AlexNet.
//
//   dotnet run scripts/office31.cs -- --seeds 1..3                      all three
//   dotnet run scripts/office31.cs -- --task amazon-to-webcam           one of them
//   dotnet run scripts/office31.cs -- --variant caffe --scale paper     the authors' settings: needs AlexNet's weights, and a GPU
//
// It needs Office-31 and the weights of SqueezeNet: dotnet run scripts/get-data.cs -- office31 weights says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra = [new("task", "Which pair.", "all", OneOf: ["all", "amazon-to-webcam", "dslr-to-webcam", "webcam-to-dslr"])];

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
