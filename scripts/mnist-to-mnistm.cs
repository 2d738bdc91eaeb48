#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// MNIST → MNIST-M: the paper's first experiment, on its own data.
//
//   dotnet run scripts/mnist-to-mnistm.cs                                    the shape of the result, one seed
//   dotnet run scripts/mnist-to-mnistm.cs -- --scale paper --seeds 1..5      the full protocol
//   dotnet run scripts/mnist-to-mnistm.cs -- --scale paper --variant paper   the paper's recipe and nothing else
//
// It fetches MNIST. The photographs (BSDS500) and the authors' MNIST-M test set must be in the data folder:
// dotnet run scripts/get-data.cs says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = MnistToMnistM.Experiment;

return new Script("mnist-to-mnistm", "Adapts from MNIST to MNIST-M, and trains both bounds.").Run(args, script =>
{
    var home = DataHome.Find(script.Options.DataFolder);
    script.Fetch("mnist", home);
    var data = experiment.Load(script.Options.Scale, home);

    var runs = script.RunAll(experiment, data);

    script.Show(ResultsTable.From(runs));
    var page = ExperimentReport.Save(experiment, data, runs, script.Options.Out);
    script.Say($"Report: {page}");
});
