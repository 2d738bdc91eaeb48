#!/usr/bin/env -S dotnet fsi

// Office-31 with two labelled sources at once, beside each of them alone, on features of a ResNet-18. The F# twin of ../office31-sources.cs.
//
//   dotnet fsi scripts/fsharp/office31-sources.fsx --seeds 1..3          all three targets, five variants each, source-only and DANN
//   dotnet fsi scripts/fsharp/office31-sources.fsx --target webcam       one of them
//   dotnet fsi scripts/fsharp/office31-sources.fsx --variant combine     one variant
//
// It fetches the ResNet's weights from NuGet. Office-31 must be in the data folder: dotnet run scripts/get-data.cs -- office31 says where it is found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let target = ExtraOption("target", "Which target.", "all", OneOf = [| "all"; "amazon"; "webcam"; "dslr" |])

let run (script: ScriptSession) =
    let chosen =
        [ for experiment in Office31Sources.All do
              if script.Value "target" = "all" || experiment.Id.EndsWith(script.Value "target") then experiment ]

    script.Check chosen

    for experiment in chosen do
        let runs = script.RunVariants(experiment, experiment.Id)
        script.Report(experiment, script.Load experiment, runs, experiment.Id)

Script("office31-sources", "Adapts from two domains of Office-31 to the third.", Extra = [ target ]).Run(Array.tail fsi.CommandLineArgs, run) |> exit
