#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
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
    bool Chosen(Experiment e) => script.Value("target") == "both" || e.Id.EndsWith(script.Value("target"), StringComparison.Ordinal);
    var chosen = new[] { MnistVariants.Dilated, MnistVariants.MaxBlend }.Where(Chosen).ToList();
    script.Check(chosen);
    foreach (var experiment in chosen)
    {
        var data = script.Load(experiment);
        var runs = script.RunAll(experiment, data, experiment.Id);
        script.Report(experiment, data, runs, experiment.Id);
    }
});
