#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// MNIST → MNIST-M, the paper's first experiment.
using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = MnistToMnistM.Experiment;
return new Script("mnist-to-mnistm", "Adapts from MNIST to MNIST-M and compares with both bounds.").Run(args, script =>
{
    var options = script.Options;
    var data = experiment.Load(options.Scale, DataHome.Find(options.DataFolder));
    var methods = options.Methods is { Count: > 0 } chosen ? chosen : [Methods.SourceOnly, Methods.Dann, Methods.TrainOnTarget];
    if (options.Threads is { } threads)
    {
        TorchSharp.torch.set_num_threads(threads);
    }

    var runner = new ExperimentRunner(experiment, data, options.Out, options.Device);
    var runs = runner.RunAll(RunRequest.All(methods, options.Seeds, options.Scale, options.Variant), options.Resume, script.Progress, script.Cancellation);
    script.Show(ResultsTable.From(runs));
});
