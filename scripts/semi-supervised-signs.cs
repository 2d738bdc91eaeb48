#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// SYN SIGNS → GTSRB with 430 labelled real signs: the paper's semi-supervised figure.
//
//   dotnet run scripts/semi-supervised-signs.cs                                     the shape of the result
//   dotnet run scripts/semi-supervised-signs.cs -- --seeds 1..3 --scale paper       the full protocol
//   dotnet run scripts/semi-supervised-signs.cs -- --variant paper                  the paper's recipe and nothing else
//
// It needs GTSRB with its sign templates (Meta), and the photographs of BSDS500 to render over:
// dotnet run scripts/get-data.cs -- gtsrb bsds500 says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = SemiSupervisedSigns.Experiment;

return new Script("semi-supervised-signs", "Trains the curves of the semi-supervised figure.").Run(args, script =>
{
    var data = script.Load(experiment);

    var runs = script.RunAll(experiment, data);

    script.Report(experiment, data, runs);
});
