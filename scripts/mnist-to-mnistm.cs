#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// MNIST → MNIST-M, the paper's first experiment.
using DomainAdaptation;
using DomainAdaptation.Reporting;

var experiment = MnistToMnistM.Experiment;
var defaults = new ScriptOptions(Methods: [Methods.SourceOnly, Methods.Dann, Methods.TrainOnTarget]);
return new Script("mnist-to-mnistm", "Adapts from MNIST to MNIST-M and compares with both bounds.", defaults).Run(args, script =>
{
    var options = script.Options;
    var data = experiment.Load(options.Scale, DataHome.Find(options.DataFolder));
    var runner = new ExperimentRunner(experiment, data, options.Out, options.Device);
    var requests = RunRequest.All(options.Methods, options.Seeds, options.Scale, options.Variant);
    var runs = runner.RunAll(requests, options.Resume, script.Progress, script.Cancellation);
    script.Show(ResultsTable.From(runs));
});
