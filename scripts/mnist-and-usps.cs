#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// MNIST ↔ USPS: handwritten digits and digits from envelopes, both ways.
//
//   dotnet run scripts/mnist-and-usps.cs                                     both ways, minutes
//   dotnet run scripts/mnist-and-usps.cs -- --methods dann,cdan-e,mcc        other methods
//   dotnet run scripts/mnist-and-usps.cs -- --scale paper --seeds 1..3       four times the steps
//
// It fetches MNIST. USPS must be in the data folder: dotnet run scripts/get-data.cs -- usps says where it is found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

return new Script("mnist-and-usps", "Adapts from MNIST to USPS and from USPS to MNIST.").Run(args, script =>
{
    Experiment[] both = [MnistAndUsps.MnistToUsps, MnistAndUsps.UspsToMnist];
    script.Check(both);
    foreach (var experiment in both)
    {
        var data = script.Load(experiment);
        var runs = script.RunAll(experiment, data, experiment.Id);
        script.Report(experiment, data, runs, experiment.Id);
    }
});
