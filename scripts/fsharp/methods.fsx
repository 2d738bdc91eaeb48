#!/usr/bin/env -S dotnet fsi

// Every method on two problems that the library draws itself: the turned moons (seconds a run) and digits over textures.
// The F# twin of ../methods.cs.
//
//   dotnet fsi scripts/fsharp/methods.fsx --problem moons --seeds 1..5
//   dotnet fsi scripts/fsharp/methods.fsx --methods source-only,dann,cdan-e,mcc --seeds 1..3
//
// Expect: a table of all methods, and what each score without target labels would have chosen among their epochs.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let problem = ExtraOption("problem", "Which problem.", "both", OneOf = [| "both"; "moons"; "drawn-digits" |])
let methods = [| Methods.SourceOnly; yield! Methods.Unsupervised; Methods.TrainOnTarget |]

let run (script: ScriptSession) =
    for experiment in [ MoonsExperiment.Experiment; DrawnDigitsExperiment.Experiment ] do
        if script.Value "problem" = "both" || script.Value "problem" = experiment.Id then
            let data = script.Load experiment
            let runs = script.RunAll(experiment, data, experiment.Id)
            script.Report(experiment, data, runs, experiment.Id)
            script.Show(ChoosingTable.OfEpochs runs)

Script("methods", "Compares all methods on moons and on drawn digits.", ScriptOptions(Methods = methods), Extra = [| problem |]).Run(Array.tail fsi.CommandLineArgs, run)
|> exit
