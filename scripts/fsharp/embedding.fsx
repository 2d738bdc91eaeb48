#!/usr/bin/env -S dotnet fsi

// t-SNE of the features before and after adaptation, blue source and red target. The F# twin of ../embedding.cs.
//
//   dotnet fsi scripts/fsharp/embedding.fsx
//   dotnet fsi scripts/fsharp/embedding.fsx --experiment syn-numbers-to-svhn --layer last-hidden
//   dotnet fsi scripts/fsharp/embedding.fsx --out runs/mnist-to-mnistm --scale paper
//
// Networks that the output folder does not hold yet are trained first. The maps of 2 × 1,000 points take seconds.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiments = [| for e in PaperExperiments.All -> e.Id |]

let extra =
    [| ExtraOption("experiment", "Whose networks.", "mnist-to-mnistm", OneOf = experiments)
       ExtraOption("layer", "Where the features are taken.", "features", OneOf = [| "features"; "last-hidden" |])
       ExtraOption("points", "Points of either domain.", "1000", ValueName = "N", Kind = OptionKind.Count) |]

let run (script: ScriptSession) =
    let experiment = PaperExperiments.Find(script.Value "experiment")[0]
    let layer = if script.Value "layer" = "features" then EmbeddingLayer.Features else EmbeddingLayer.LastHidden
    let points = script.Count "points"
    let data = script.Load experiment
    script.RunAll(experiment, data) |> ignore
    let runner = ExperimentRunner(experiment, data, script.Options.Out, script.Options.Device)

    let panel (request: RunRequest) =
        let map = runner.MapFeatures(request, points, layer, script.Cancellation)
        script.Say $"{request}: {map}"
        EmbeddingPanel((if request.Method = Methods.Dann then "after adaptation" else "before adaptation"), map, min points data.SourceTest.Count)

    let panels = script.Requests experiment |> Seq.map panel |> Seq.toList
    let chart = EmbeddingPlot.Of(panels, $"{experiment.Title}: features of source and target")
    HtmlReport(experiment.Title, data.ToString()).WithCharts("Features by t-SNE", [ NamedChart("Before and after adaptation", chart) ]).Save(script.PathTo "embedding.html")
    script.Say(script.PathTo "embedding.html")

let defaults = ScriptOptions(Methods = [| Methods.SourceOnly; Methods.Dann |], Resume = true)
let takes = [| "scale"; "seed"; "out"; "device"; "data"; "variant"; "threads"; "precision" |]

Script("embedding", "Draws features before and after adaptation by t-SNE.", defaults, takes, extra).Run(Array.tail fsi.CommandLineArgs, run) |> exit
