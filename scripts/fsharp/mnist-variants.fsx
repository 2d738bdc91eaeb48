#!/usr/bin/env -S dotnet fsi

// Version 1's two easier targets for MNIST: dilated digits, and the brighter of digit and photograph. The F# twin of ../mnist-variants.cs.
//
//   dotnet fsi scripts/fsharp/mnist-variants.fsx                              both, the shape of the result
//   dotnet fsi scripts/fsharp/mnist-variants.fsx --target max-blend           one of them
//   dotnet fsi scripts/fsharp/mnist-variants.fsx --seeds 1..3 --scale paper   the full protocol
//
// It fetches MNIST. Max-blend needs the photographs of BSDS500: dotnet run scripts/get-data.cs -- bsds500 says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let target = ExtraOption("target", "Which target.", "both", OneOf = [| "both"; "dilated"; "max-blend" |])

let run (script: ScriptSession) =
    let chosen =
        [ for e in [ MnistVariants.Dilated; MnistVariants.MaxBlend ] do
              if script.Value "target" = "both" || e.Id.EndsWith(script.Value "target") then
                  e ]

    script.Check chosen

    for experiment in chosen do
        let data = script.Load experiment
        let runs = script.RunAll(experiment, data, experiment.Id)
        script.Report(experiment, data, runs, experiment.Id)

Script("mnist-variants", "Adapts from MNIST to dilated and to max-blended MNIST.", Extra = [| target |]).Run(Array.tail fsi.CommandLineArgs, run) |> exit
