// What every F# script of the workbench loads first: the built libraries, and libtorch ready to compute.
//
//   #load "workbench.fsx"
//
// Build once before: dotnet build. No other .fsx holds a #r, so that paths and versions stand in one place.

#I "../../lib/DomainAdaptation.Experiments/bin/Debug/net10.0"
#r "DomainAdaptation.Records.dll"
#r "DomainAdaptation.dll"
#r "DomainAdaptation.Reporting.dll"
#r "DomainAdaptation.Experiments.dll"
#r "TorchSharp.dll"
#r "Deedle.dll"
#r "Plotly.NET.dll"
#r "Spectre.Console.dll"

// F# interactive does not look for native libraries beside a dll: the workbench must load its own before TorchSharp looks.
DomainAdaptation.NativeBackend.EnsureLoaded()

/// The folder that libtorch was loaded from.
let libTorchFolder = DomainAdaptation.NativeBackend.LibTorchFolder
