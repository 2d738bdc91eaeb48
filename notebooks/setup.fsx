// What every F# notebook of the workbench loads first: the built libraries, libtorch ready to compute, and how objects look.
//
//   #load "setup.fsx"
//
// Build once before: dotnet build, in the folder above. No other notebook cell holds a #r.

#I "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0"
#r "DomainAdaptation.Records.dll"
#r "DomainAdaptation.dll"
#r "DomainAdaptation.Reporting.dll"
#r "DomainAdaptation.Experiments.dll"
#r "DomainAdaptation.Notebooks.dll"
#r "TorchSharp.dll"
#r "Deedle.dll"
#r "Plotly.NET.dll"
#r "Spectre.Console.dll"

DomainAdaptation.Notebooks.WorkbenchNotebook.Register() |> ignore
