#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// MNIST, USPS and SVHN → MNIST-M: several labelled sources at once, beside each of them alone.
//
//   dotnet run scripts/three-digit-sets.cs                             six variants, source-only and DANN, half an hour on one core
//   dotnet run scripts/three-digit-sets.cs -- --variant k-way          one variant
//   dotnet run scripts/three-digit-sets.cs -- --scale paper            four times the steps
//
// It fetches MNIST. USPS, SVHN, the photographs (BSDS500) and the authors' MNIST-M test set must be in the data folder:
// dotnet run scripts/get-data.cs -- usps svhn bsds500 mnist_m says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

return new Script("three-digit-sets", "Adapts from MNIST, USPS and SVHN at once to MNIST-M.").Run(args, script =>
{
    var experiment = ThreeDigitSets.Experiment;
    var runs = script.RunVariants(experiment);
    script.Report(experiment, script.Load(experiment), runs);
});
