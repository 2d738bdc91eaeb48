#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// MNIST → SVHN: the pair on which the paper reports that its method fails. It is kept to be seen failing; one more recipe shows what it takes.
//
//   dotnet run scripts/mnist-to-svhn.cs                                     the shape of the result
//   dotnet run scripts/mnist-to-svhn.cs -- --seeds 1..3 --scale paper       the full protocol
//   dotnet run scripts/mnist-to-svhn.cs -- --variant instance-norm          each image normalised by itself, half of them inverted
//   dotnet run scripts/mnist-to-svhn.cs -- --variant paper                  the paper's recipe and nothing else
//
// It needs SVHN (and fetches MNIST):
// dotnet run scripts/get-data.cs -- svhn says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = MnistToSvhn.Experiment;

return new Script("mnist-to-svhn", "Adapts from MNIST to SVHN, which fails.").Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
