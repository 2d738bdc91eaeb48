#!/usr/bin/env -S dotnet fsi

// Office-31: all six pairs, on features of a ResNet-18, of SqueezeNet, or with the authors' AlexNet. The F# twin of ../office31.cs.
//
//   dotnet fsi scripts/fsharp/office31.fsx --seeds 1..3                    all six
//   dotnet fsi scripts/fsharp/office31.fsx --task amazon-to-webcam         one of them
//   dotnet fsi scripts/fsharp/office31.fsx --variant resnet-stages         features of the stage before the last too
//   dotnet fsi scripts/fsharp/office31.fsx --variant caffe --scale paper   the authors' settings: needs AlexNet's weights, and a GPU
//
// It fetches the ResNet's weights from NuGet. Office-31 must be in the data folder: dotnet run scripts/get-data.cs -- office31 says where it is found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let tasks = [| yield "all"; for e in Office31Experiments.All do yield e.Id.Substring "office-".Length |]
let task = ExtraOption("task", "Which pair.", "all", OneOf = tasks)

let run (script: ScriptSession) =
    let chosen =
        [ for e in Office31Experiments.All do
              if script.Value "task" = "all" || e.Id.EndsWith(script.Value "task") then
                  e ]

    script.Check chosen

    for experiment in chosen do
        let data = script.Load experiment
        let runs = script.RunAll(experiment, data, experiment.Id)
        script.Report(experiment, data, runs, experiment.Id)

Script("office31", "Adapts between the domains of Office-31.", Extra = [| task |]).Run(Array.tail fsi.CommandLineArgs, run) |> exit
