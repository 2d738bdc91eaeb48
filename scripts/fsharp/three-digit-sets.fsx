#!/usr/bin/env -S dotnet fsi

// MNIST, USPS and SVHN → MNIST-M: several labelled sources at once, beside each of them alone. The F# twin of ../three-digit-sets.cs.
//
//   dotnet fsi scripts/fsharp/three-digit-sets.fsx                       six variants, source-only and DANN, half an hour on one core
//   dotnet fsi scripts/fsharp/three-digit-sets.fsx --variant k-way       one variant
//   dotnet fsi scripts/fsharp/three-digit-sets.fsx --scale paper         four times the steps
//
// It fetches MNIST. USPS, SVHN, the photographs (BSDS500) and the authors' MNIST-M test set must be in the data folder:
// dotnet run scripts/get-data.cs -- usps svhn bsds500 mnist_m says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = ThreeDigitSets.Experiment

let run (script: ScriptSession) =
    let runs = script.RunVariants experiment
    script.Report(experiment, script.Load experiment, runs)

Script("three-digit-sets", "Adapts from MNIST, USPS and SVHN at once to MNIST-M.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
