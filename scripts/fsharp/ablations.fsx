#!/usr/bin/env -S dotnet fsi

// What each change to a recipe is worth: short runs that differ in one thing, on four of the paper's pairs. The F# twin of ../ablations.cs.
//
//   dotnet fsi scripts/fsharp/ablations.fsx --pair svhn-to-mnist --methods dann
//   dotnet fsi scripts/fsharp/ablations.fsx --pair syn-numbers-to-svhn --methods source-only
//
// Each needs the data of its experiment, and the authors' SYN SIGNS: dotnet run scripts/get-data.cs -- --list says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let pair (e: Experiment) = e.Id[.. e.Id.LastIndexOf '-' - 1]
let which = ExtraOption("pair", "Which pair.", pair Ablations.SvhnToMnist, OneOf = [| for e in Ablations.All -> pair e |])

let run (script: ScriptSession) =
    let experiment = Ablations.All |> Seq.find (fun e -> pair e = script.Value "pair")
    script.Show(ResultsTable.From(script.RunVariants(experiment, experiment.Id)))

let defaults = ScriptOptions(Methods = [| Methods.SourceOnly; Methods.Dann |])
Script("ablations", "Trains with one change of the recipe at a time.", defaults, Extra = [| which |]).Run(Array.tail fsi.CommandLineArgs, run) |> exit
