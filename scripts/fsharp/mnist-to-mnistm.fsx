#!/usr/bin/env -S dotnet fsi

// MNIST → MNIST-M: the paper's first experiment, on its own data. The F# twin of ../mnist-to-mnistm.cs.
//
//   dotnet fsi scripts/fsharp/mnist-to-mnistm.fsx --scale quick      the shape of the result, a quarter of the steps
//   dotnet fsi scripts/fsharp/mnist-to-mnistm.fsx --seeds 1..5       the full protocol: a quarter of an hour a seed on one core
//   dotnet fsi scripts/fsharp/mnist-to-mnistm.fsx --variant paper    the paper's recipe and nothing else
//
// It fetches MNIST. The photographs (BSDS500) and the authors' MNIST-M test set must be in the data folder:
// dotnet run scripts/get-data.cs -- bsds500 mnist_m says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = MnistToMnistM.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

let defaults = ScriptOptions(Scale = Scale.Paper)

Script("mnist-to-mnistm", "Adapts from MNIST to MNIST-M, and trains both bounds.", defaults).Run(Array.tail fsi.CommandLineArgs, run) |> exit
