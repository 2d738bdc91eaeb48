#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// SYN SIGNS → GTSRB: from rendered traffic signs to photographed ones, 43 classes.
//
//   dotnet run scripts/syn-signs-to-gtsrb.cs                                     the shape of the result
//   dotnet run scripts/syn-signs-to-gtsrb.cs -- --seeds 1..3 --scale paper       the full protocol
//   dotnet run scripts/syn-signs-to-gtsrb.cs -- --variant paper                  the paper's recipe and nothing else
//
// It needs GTSRB with its sign templates (Meta), and the photographs of BSDS500 to render over:
// dotnet run scripts/get-data.cs -- gtsrb bsds500 says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = SynSignsToGtsrb.Experiment;

return new Script("syn-signs-to-gtsrb", "Adapts from synthetic signs to GTSRB.").Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
