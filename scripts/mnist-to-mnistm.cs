#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// MNIST → MNIST-M: the paper's first experiment, on its own data.
//
//   dotnet run scripts/mnist-to-mnistm.cs -- --scale quick      the shape of the result, a quarter of the steps
//   dotnet run scripts/mnist-to-mnistm.cs -- --seeds 1..5       the full protocol: a quarter of an hour a seed on one core
//   dotnet run scripts/mnist-to-mnistm.cs -- --variant paper    the paper's recipe and nothing else
//
// It fetches MNIST. The photographs (BSDS500) and the authors' MNIST-M test set must be in the data folder:
// dotnet run scripts/get-data.cs -- bsds500 mnist_m says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = MnistToMnistM.Experiment;

var defaults = new ScriptOptions(Scale: Scale.Paper);

return new Script("mnist-to-mnistm", "Adapts from MNIST to MNIST-M, and trains both bounds.", defaults).Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
