#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Adapts what is no classification: classes of pixels (CamVid by day → at dusk), points in faces (→ degraded faces), and poses in space
// (locomotion → sports, seen from higher up).
//
//   dotnet run scripts/tasks.cs -- --task camvid --seeds 1..3
//   dotnet run scripts/tasks.cs -- --task motion --methods source-only,dann,mmd
//   dotnet run scripts/tasks.cs -- --task camvid --variant resnet        from maps of a pretrained ResNet; faces --variant heatmaps
//   dotnet run scripts/tasks.cs -- --scale smoke        all three, in a minute; the numbers mean nothing
//
// The sets must be in the data folder: dotnet run scripts/get-data.cs -- camvid faces mocap says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra = [new("task", "Which task.", "all", OneOf: ["all", .. TaskExperiments.All.Select(e => e.Id)])];

return new Script("tasks", "Adapts three other tasks than classification: pixels, points and poses.", Extra: extra).Run(args, script =>
{
    Experiment[] chosen = [.. TaskExperiments.All.Where(e => script.Value("task") == "all" || e.Id == script.Value("task"))];
    script.Check(chosen);
    foreach (var experiment in chosen)
    {
        var data = script.Load(experiment);
        var runs = script.RunAll(experiment, data, experiment.Id);
        script.Report(experiment, data, runs, experiment.Id);
        script.Show(MeasuresTable.From(runs));
    }
});
