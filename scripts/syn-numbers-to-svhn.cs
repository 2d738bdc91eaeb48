#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// SYN NUMBERS → SVHN: from digits drawn with fonts to photographed house numbers.
//
//   dotnet run scripts/syn-numbers-to-svhn.cs                                     the shape of the result
//   dotnet run scripts/syn-numbers-to-svhn.cs -- --seeds 1..3 --scale paper       the full protocol
//   dotnet run scripts/syn-numbers-to-svhn.cs -- --variant longer                 8,000 steps in place of 3,000
//   dotnet run scripts/syn-numbers-to-svhn.cs -- --variant paper                  the paper's recipe and nothing else
//
// It needs SVHN, and fonts on the system to draw with, unless the authors' SYN NUMBERS are there:
// dotnet run scripts/get-data.cs -- svhn says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = SynNumbersToSvhn.Experiment;

return new Script("syn-numbers-to-svhn", "Adapts from synthetic numbers to SVHN.").Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
