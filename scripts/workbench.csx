// What a C# script or REPL of one's own loads first: the built libraries, and libtorch ready to compute.
//
//   #load "workbench.csx"
//   using DomainAdaptation;               // and what else you use: a loaded file's usings end with it
//   using DomainAdaptation.Reporting;
//
// Build once before: dotnet build. Tried in csharprepl (csharprepl my.csx); dotnet-script, which takes the same directives, was not at hand.

#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/DomainAdaptation.Records.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/DomainAdaptation.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/DomainAdaptation.Reporting.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/DomainAdaptation.Experiments.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/TorchSharp.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Deedle.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Plotly.NET.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Spectre.Console.dll"

// What these need in turn: a host may copy each dll to a place of its own before it loads it.
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/SkiaSharp.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Google.Protobuf.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/ICSharpCode.SharpZipLib.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/FSharp.Core.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Fable.Core.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/DynamicObj.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Giraffe.ViewEngine.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Newtonsoft.Json.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/System.CommandLine.dll"
#r "../lib/DomainAdaptation.Experiments/bin/Debug/net10.0/Spectre.Console.Ansi.dll"

// A host does not look for native libraries beside a dll: the workbench must load its own before TorchSharp looks.
DomainAdaptation.NativeBackend.EnsureLoaded();
