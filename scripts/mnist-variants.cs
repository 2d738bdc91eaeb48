#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// Version 1's two easier targets for MNIST: dilated digits, and the brighter of digit and photograph.
//
//   dotnet run scripts/mnist-variants.cs                                 both, the shape of the result
//   dotnet run scripts/mnist-variants.cs -- --target max-blend           one of them
//   dotnet run scripts/mnist-variants.cs -- --seeds 1..3 --scale paper   the full protocol
//
// It fetches MNIST. Max-blend needs the photographs of BSDS500: dotnet run scripts/get-data.cs -- bsds500 says where they are found.

using DomainAdaptation;
using DomainAdaptation.Reporting;

ExtraOption[] extra = [new("target", "Which target.", "both", OneOf: ["both", "dilated", "max-blend"])];

return new Script("mnist-variants", "Adapts from MNIST to dilated and to max-blended MNIST.", Extra: extra).Run(args, script =>
{
    var home = DataHome.Find(script.Options.DataFolder);
    script.Fetch("mnist", home);
    foreach (var experiment in new[] { MnistVariants.Dilated, MnistVariants.MaxBlend })
    {
        if (script.Value("target") == "both" || experiment.Id.EndsWith(script.Value("target"), StringComparison.Ordinal))
        {
            var data = experiment.Load(script.Options.Scale, home, script.Options.Variant);
            var runs = script.RunAll(experiment, data, experiment.Id);
            script.Report(experiment, data, runs, experiment.Id);
        }
    }
});
