#!/usr/bin/env -S dotnet fsi

// SYN SIGNS → GTSRB with 430 labelled real signs: the paper's semi-supervised figure. The F# twin of ../semi-supervised-signs.cs.
//
//   dotnet fsi scripts/fsharp/semi-supervised-signs.fsx                                  the shape of the result
//   dotnet fsi scripts/fsharp/semi-supervised-signs.fsx --seeds 1..3 --scale paper       the full protocol
//   dotnet fsi scripts/fsharp/semi-supervised-signs.fsx --variant paper                  the paper's recipe and nothing else
//
// It needs GTSRB with its sign templates (Meta), and the photographs of BSDS500 to render over:
// dotnet run scripts/get-data.cs -- gtsrb bsds500 says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = SemiSupervisedSigns.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

Script("semi-supervised-signs", "Trains the curves of the semi-supervised figure.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
