#!/usr/bin/env -S dotnet fsi

// MNIST ↔ USPS: handwritten digits and digits from envelopes, both ways. The F# twin of ../mnist-and-usps.cs.
//
//   dotnet fsi scripts/fsharp/mnist-and-usps.fsx                               both ways, minutes
//   dotnet fsi scripts/fsharp/mnist-and-usps.fsx --methods dann,cdan-e,mcc     other methods
//   dotnet fsi scripts/fsharp/mnist-and-usps.fsx --scale paper --seeds 1..3    four times the steps
//
// It fetches MNIST. USPS must be in the data folder: dotnet run scripts/get-data.cs -- usps says where it is found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let both = [ MnistAndUsps.MnistToUsps; MnistAndUsps.UspsToMnist ]

let run (script: ScriptSession) =
    script.Check both

    for experiment in both do
        let data = script.Load experiment
        let runs = script.RunAll(experiment, data, experiment.Id)
        script.Report(experiment, data, runs, experiment.Id)

Script("mnist-and-usps", "Adapts from MNIST to USPS and from USPS to MNIST.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
