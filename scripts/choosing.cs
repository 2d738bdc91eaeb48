#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Choosing hyper-parameters without target labels, as the paper does: by a low error on held-out source samples and a high error of
// the domain classifier. A grid of runs on MNIST → MNIST-M shows how well this proxy follows the target accuracy that nobody may look at.
//
//   dotnet run scripts/choosing.cs
//   dotnet run scripts/choosing.cs -- --scale paper --resume
//
// It needs what mnist-to-mnistm.cs needs. Expect: a table with the best by the proxy first, and a chart of proxy against accuracy.

using DomainAdaptation;
using DomainAdaptation.Reporting;

string[] takes = ["scale", "seed", "out", "device", "data", "resume", "threads", "precision", "verbose"];

return new Script("choosing", "Ranks a grid of settings by the paper's proxy.", Takes: takes).Run(args, script =>
{
    double[] rates = [0.003, 0.01, 0.03], weights = [0.1, 0.5, 2];
    var grid =
        from rate in rates
        from weight in weights
        select new Recipe(
            FormattableString.Invariant($"rate {rate}, weight {weight}"),
            "The improved network with another learning rate and weight of the domain loss.",
            seed => Architectures.MnistBatchNorm(seed),
            scale => new DannOptions(
                Epochs: scale == Scale.Smoke ? 1 : 5,
                StepsPerEpoch: scale switch { Scale.Smoke => 4, Scale.Quick => 200, _ => 1_000 },
                LearningRate: rate,
                DomainWeight: weight));
    var digits = MnistToMnistM.Experiment;
    var experiment = new Experiment("choosing", "Choosing on MNIST → MNIST-M", [.. grid], (scale, home) => digits.Load(scale, home), [Methods.Dann], digits.Needs);
    var data = script.Load(experiment);
    var runner = new ExperimentRunner(experiment, data, script.Options.Out, script.Options.Device, script.Options.Precision);

    var requests = experiment.Recipes.Select(r => new RunRequest(Methods.Dann, r.Name, script.Options.Scale, script.Options.Seeds[0])).ToList();
    var runs = runner.RunAll(requests, script.Options.Resume, script.Progress, script.Cancellation);

    var result = ModelSelection.ByDomainError(runs);
    foreach (var row in result.Rows)
    {
        script.Say(FormattableString.Invariant($"{row.Run.Variant,-24} source error {row.SourceError:P1}, domain error {row.DomainError:P1}, proxy {row.Proxy:0.00}: target accuracy {row.TargetAccuracy:P1}"));
    }

    script.Say(result.ToString());
    script.Show(ChoosingTable.OfRuns(runs)); // the setting
    script.Show(ChoosingTable.OfEpochs(runs)); // the epoch
    new HtmlReport("Choosing without target labels", data.ToString())
        .WithCharts("Proxy against accuracy", [new NamedChart("Choosing without target labels", SelectionPlot.Of(result))])
        .WithRuns(runs)
        .Save(script.PathTo("report.html"));
    script.Say($"Report: {script.PathTo("report.html")}");
});
