#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// What each change to a recipe is worth: short runs that differ in one thing, on four of the paper's pairs.
//
//   dotnet run scripts/ablations.cs -- --pair svhn-to-mnist --methods dann                       every change, seed 1
//   dotnet run scripts/ablations.cs -- --pair syn-numbers-to-svhn --methods source-only          source-only first: no adversary repairs a poor source
//   dotnet run scripts/ablations.cs -- --pair svhn-to-mnist --methods dann --variant shift       one change
//
// Each needs the data of its experiment, and the authors' SYN SIGNS: dotnet run scripts/get-data.cs -- --list says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

string Pair(Experiment e) => e.Id[..e.Id.LastIndexOf('-')];
ExtraOption[] extra = [new("pair", "Which pair.", Pair(Ablations.SvhnToMnist), OneOf: [.. Ablations.All.Select(Pair)])];
var defaults = new ScriptOptions(Methods: [Methods.SourceOnly, Methods.Dann]);

return new Script("ablations", "Trains with one change of the recipe at a time.", defaults, Extra: extra).Run(args, script =>
{
    var experiment = Ablations.All.Single(e => Pair(e) == script.Value("pair"));
    script.Show(ResultsTable.From(script.RunVariants(experiment, experiment.Id)));
});
