#!/usr/bin/env -S dotnet fsi

// MNIST → SVHN: the pair on which the paper reports that its method fails. It is kept to be seen failing; one more recipe (--variant instance-norm) shows what it takes. The F# twin of ../mnist-to-svhn.cs.
//
//   dotnet fsi scripts/fsharp/mnist-to-svhn.fsx                                  the shape of the result
//   dotnet fsi scripts/fsharp/mnist-to-svhn.fsx --seeds 1..3 --scale paper       the full protocol
//   dotnet fsi scripts/fsharp/mnist-to-svhn.fsx --variant paper                  the paper's recipe and nothing else
//
// It needs SVHN (and fetches MNIST):
// dotnet run scripts/get-data.cs -- svhn says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = MnistToSvhn.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

Script("mnist-to-svhn", "Adapts from MNIST to SVHN, which fails.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
