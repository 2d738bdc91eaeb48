#!/usr/bin/env -S dotnet fsi

// Every experiment of the paper, or some of them, one after another. The F# twin of ../reproduce.cs, without its estimate of the time left in all, and without --jobs and --slurm.
//
//   dotnet fsi scripts/fsharp/reproduce.fsx --scale smoke
//   dotnet fsi scripts/fsharp/reproduce.fsx --scale quick --seeds 1..3
//   dotnet fsi scripts/fsharp/reproduce.fsx --only svhn-to-mnist,mnist-to-mnistm
//
// It goes on where it stopped.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let only = ExtraOption("only", "Some of the experiments, with commas between their ids.", ValueName = "IDS")

let run (script: ScriptSession) =
    let runs =
        [ for experiment in PaperExperiments.Find(script.Value "only") do
              script.Say experiment.Title
              let data = script.Load experiment
              yield! script.RunAll(experiment, data, experiment.Id) ]

    script.Show(PaperTable.From runs)

let takes = [| "scale"; "seed"; "seeds"; "out"; "device"; "data"; "methods"; "threads"; "precision" |]

Script("reproduce", "Runs the paper's experiments and rebuilds its tables.", ScriptOptions(Resume = true), takes, [| only |]).Run(Array.tail fsi.CommandLineArgs, run) |> exit
