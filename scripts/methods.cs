#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Every method on two problems that the library draws itself: the turned moons (seconds a run) and digits over textures.
//
//   dotnet run scripts/methods.cs -- --problem moons --seeds 1..5
//   dotnet run scripts/methods.cs -- --methods source-only,dann,cdan-e,mcc --seeds 1..3
//
// Expect: a table of all methods, and what each score without target labels would have chosen among their epochs.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra = [new("problem", "Which problem.", "both", OneOf: ["both", "moons", "drawn-digits"])];
var defaults = new ScriptOptions(Methods: [Methods.SourceOnly, .. Methods.Unsupervised, Methods.TrainOnTarget]);

return new Script("methods", "Compares all methods on moons and on drawn digits.", defaults, Extra: extra).Run(args, script =>
{
    bool Chosen(Experiment e) => script.Value("problem") is "both" || e.Id == script.Value("problem");
    foreach (var experiment in new[] { MoonsExperiment.Experiment, DrawnDigitsExperiment.Experiment }.Where(Chosen))
    {
        var data = script.Load(experiment);
        var runs = script.RunAll(experiment, data, experiment.Id);
        script.Report(experiment, data, runs, experiment.Id);
        script.Show(ChoosingTable.OfEpochs(runs));
    }
});
