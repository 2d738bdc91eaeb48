#!/usr/bin/env -S dotnet fsi

// SVHN → MNIST: from photographed house numbers to handwritten digits. The F# twin of ../svhn-to-mnist.cs.
//
//   dotnet fsi scripts/fsharp/svhn-to-mnist.fsx                                  the shape of the result
//   dotnet fsi scripts/fsharp/svhn-to-mnist.fsx --seeds 1..3 --scale paper       the full protocol
//   dotnet fsi scripts/fsharp/svhn-to-mnist.fsx --variant paper                  the paper's recipe and nothing else
//
// It needs SVHN (and fetches MNIST):
// dotnet run scripts/get-data.cs -- svhn says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = SvhnToMnist.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

Script("svhn-to-mnist", "Adapts from SVHN to MNIST.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
