#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// SVHN → MNIST: from photographed house numbers to handwritten digits.
//
//   dotnet run scripts/svhn-to-mnist.cs                                     the shape of the result
//   dotnet run scripts/svhn-to-mnist.cs -- --seeds 1..3 --scale paper       the full protocol
//   dotnet run scripts/svhn-to-mnist.cs -- --variant paper                  the paper's recipe and nothing else
//
// It needs SVHN (and fetches MNIST):
// dotnet run scripts/get-data.cs -- svhn says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = SvhnToMnist.Experiment;

return new Script("svhn-to-mnist", "Adapts from SVHN to MNIST.").Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
