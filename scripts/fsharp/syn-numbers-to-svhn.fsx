#!/usr/bin/env -S dotnet fsi

// SYN NUMBERS → SVHN: from digits drawn with fonts to photographed house numbers. The F# twin of ../syn-numbers-to-svhn.cs.
//
//   dotnet fsi scripts/fsharp/syn-numbers-to-svhn.fsx                                  the shape of the result
//   dotnet fsi scripts/fsharp/syn-numbers-to-svhn.fsx --seeds 1..3 --scale paper       the full protocol
//   dotnet fsi scripts/fsharp/syn-numbers-to-svhn.fsx --variant longer                 8,000 steps in place of 3,000
//   dotnet fsi scripts/fsharp/syn-numbers-to-svhn.fsx --variant paper                  the paper's recipe and nothing else
//
// It needs SVHN, and fonts on the system to draw with, unless the authors' SYN NUMBERS are there:
// dotnet run scripts/get-data.cs -- svhn says where they are found.

#load "workbench.fsx"

open DomainAdaptation
open DomainAdaptation.Reporting

let experiment = SynNumbersToSvhn.Experiment

let run (script: ScriptSession) =
    let data = script.Load experiment

    let runs = script.RunAll(experiment, data)

    script.Report(experiment, data, runs)

Script("syn-numbers-to-svhn", "Adapts from synthetic numbers to SVHN.").Run(Array.tail fsi.CommandLineArgs, run) |> exit
