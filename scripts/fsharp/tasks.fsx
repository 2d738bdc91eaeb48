#!/usr/bin/env -S dotnet fsi

// Adapts what is no classification: classes of pixels (CamVid by day → at dusk), points in faces (→ degraded faces), and poses in space
// (locomotion → sports, seen from higher up). The F# twin of ../tasks.cs.
//
//   dotnet fsi scripts/fsharp/tasks.fsx --task camvid --seeds 1..3
//   dotnet fsi scripts/fsharp/tasks.fsx --task motion --methods source-only,dann,mmd
//   dotnet fsi scripts/fsharp/tasks.fsx --task camvid --variant resnet        from maps of a pretrained ResNet; faces --variant heatmaps
//   dotnet fsi scripts/fsharp/tasks.fsx --scale smoke        all three, in a minute; the numbers mean nothing
//
// The sets must be in the data folder: dotnet run scripts/get-data.cs -- camvid faces mocap says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let extra =
    [| ExtraOption("task", "Which task.", "all", OneOf = [| "all"; yield! TaskExperiments.All |> Seq.map (fun e -> e.Id) |]) |]

let run (script: ScriptSession) =
    let chosen =
        TaskExperiments.All
        |> Seq.filter (fun e -> script.Value "task" = "all" || e.Id = script.Value "task")
        |> Seq.toArray

    script.Check chosen

    for experiment in chosen do
        let data = script.Load experiment
        let runs = script.RunAll(experiment, data, experiment.Id)
        script.Report(experiment, data, runs, experiment.Id)
        script.Show(MeasuresTable.From runs)

Script("tasks", "Adapts three other tasks than classification: pixels, points and poses.", Extra = extra).Run(Array.tail fsi.CommandLineArgs, run) |> exit
