// What every C# notebook of the workbench loads first: the built libraries, libtorch ready to compute, and how objects look.
//
//   #load "setup.csx"
//
// Build once before: dotnet build, in the folder above. No other notebook cell holds a #r.

#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.Records.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.Reporting.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.Experiments.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.Notebooks.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/TorchSharp.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/Deedle.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/Plotly.NET.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/Spectre.Console.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/FSharp.Core.dll"

DomainAdaptation.Notebooks.WorkbenchNotebook.Register();
