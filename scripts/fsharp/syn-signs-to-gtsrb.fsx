#!/usr/bin/env -S dotnet fsi

// SYN SIGNS → GTSRB: from rendered traffic signs to photographed ones, 43 classes. The F# twin of ../syn-signs-to-gtsrb.cs.
//
//   dotnet fsi scripts/fsharp/syn-signs-to-gtsrb.fsx                                  the shape of the result
//   dotnet fsi scripts/fsharp/syn-signs-to-gtsrb.fsx --seeds 1..3 --scale paper       the full protocol
//   dotnet fsi scripts/fsharp/syn-signs-to-gtsrb.fsx --variant paper                  the paper's recipe and nothing else
//
// It needs GTSRB with its sign templates (Meta), and the photographs of BSDS500 to render over:
// dotnet run scripts/get-data.cs -- gtsrb bsds500 says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = SynSignsToGtsrb.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

Script("syn-signs-to-gtsrb", "Adapts from synthetic signs to GTSRB.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
