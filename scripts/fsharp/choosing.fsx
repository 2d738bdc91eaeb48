#!/usr/bin/env -S dotnet fsi

// Choosing hyper-parameters without target labels, by the paper's proxy. The F# twin of ../choosing.cs.
//
//   dotnet fsi scripts/fsharp/choosing.fsx
//   dotnet fsi scripts/fsharp/choosing.fsx --scale paper --resume

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let takes = [| "scale"; "seed"; "out"; "device"; "data"; "resume"; "threads"; "precision"; "verbose" |]

let steps scale =
    match scale with
    | Scale.Smoke -> 4
    | Scale.Quick -> 200
    | _ -> 1_000

let grid =
    [| for rate in [ 0.003; 0.01; 0.03 ] do
           for weight in [ 0.1; 0.5; 2.0 ] do
               Recipe(
                   $"rate {rate}, weight {weight}",
                   "The improved network with another learning rate and weight of the domain loss.",
                   (fun seed -> Architectures.MnistBatchNorm(seed = seed)),
                   (fun scale ->
                       DannOptions(
                           Epochs = (if scale = Scale.Smoke then 1 else 5),
                           StepsPerEpoch = steps scale,
                           LearningRate = rate,
                           DomainWeight = weight
                       ))
               ) |]

let experiment =
    let digits = MnistToMnistM.Experiment
    Experiment("choosing", "Choosing on MNIST → MNIST-M", grid, (fun scale home -> digits.Load(scale, home)), [| Methods.Dann |], digits.Needs)

let run (script: ScriptSession) =
    let data = script.Load experiment
    let runner = ExperimentRunner(experiment, data, script.Options.Out, script.Options.Device, script.Options.Precision)
    let requests = [| for r in experiment.Recipes -> RunRequest(Methods.Dann, r.Name, script.Options.Scale, script.Options.Seeds[0]) |]
    let runs = runner.RunAll(requests, script.Options.Resume, script.Progress, script.Cancellation)
    let result = ModelSelection.ByDomainError runs

    for row in result.Rows do
        script.Say $"{row}"

    script.Say $"{result}"

Script("choosing", "Ranks a grid of settings by the paper's proxy.", Takes = takes).Run(Array.tail fsi.CommandLineArgs, run) |> exit
