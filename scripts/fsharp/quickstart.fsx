#!/usr/bin/env -S dotnet fsi

// The whole method in a few minutes, with nothing to download: digits drawn by the library are the labelled source, such
// digits blended over textures the unlabelled target. The F# twin of ../quickstart.cs.
//
//   dotnet fsi scripts/fsharp/quickstart.fsx
//   dotnet fsi scripts/fsharp/quickstart.fsx --seeds 1..5
//
// Expect: a table with source-only far below train-on-target, DANN well above source-only, and a report to open in a browser.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = DrawnDigitsExperiment.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

Script("quickstart", "Adapts from drawn digits to digits over textures, and trains both bounds.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
