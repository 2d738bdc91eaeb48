// What every C# notebook of the workbench loads first: the built libraries, libtorch ready to compute, and how objects look.
//
//   #load "setup.csx"
//
// Build once before: dotnet build, in the folder above. No other notebook cell holds a #r.

#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.Reporting.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/DomainAdaptation.Notebooks.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/TorchSharp.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/Deedle.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/Plotly.NET.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/Spectre.Console.dll"
#r "../lib/DomainAdaptation.Notebooks/bin/Debug/net10.0/FSharp.Core.dll"

using static Microsoft.DotNet.Interactive.Kernel; // display and HTML: a loaded file does not see a cell's imports

DomainAdaptation.Notebooks.WorkbenchNotebook.Register();

// plotly.js reaches the page and leaves no trace in the file: where it is, charts are live, and elsewhere they are pictures.
display(HTML(DomainAdaptation.Notebooks.WorkbenchNotebook.LiveCharts)).Update(HTML(""));

/// Shows training in one output that is updated in place.
DomainAdaptation.Notebooks.TrainingOutput Progress() => new(view =>
{
    var shown = display(view);
    return shown.Update;
});
