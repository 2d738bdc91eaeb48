#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// The whole method in a few minutes, with nothing to download: digits drawn by the library are the labelled source, such
// digits blended over textures the unlabelled target.
//
//   dotnet run scripts/quickstart.cs
//   dotnet run scripts/quickstart.cs -- --seeds 1..5
//
// Expect: a table with source-only far below train-on-target, DANN well above source-only, and a report to open in a browser.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = DrawnDigitsExperiment.Experiment;

return new Script("quickstart", "Adapts from drawn digits to digits over textures, and trains both bounds.").Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
