#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// t-SNE of the features before and after adaptation, blue source and red target: the paper's figures of MNIST → MNIST-M (top
// layer of the feature extractor) and of SYN NUMBERS → SVHN (last hidden layer of the label predictor).
//
//   dotnet run scripts/embedding.cs
//   dotnet run scripts/embedding.cs -- --experiment syn-numbers-to-svhn --layer last-hidden
//   dotnet run scripts/embedding.cs -- --out runs/mnist-to-mnistm --scale paper       with the networks that were trained there
//
// Networks that the output folder does not hold yet are trained first. The maps of 2 × 1,000 points take seconds.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var defaults = new ScriptOptions(Methods: [Methods.SourceOnly, Methods.Dann], Resume: true);
string[] takes = ["scale", "seed", "out", "device", "data", "variant", "threads", "precision"];
ExtraOption[] extra =
[
    new("experiment", "Whose networks.", "mnist-to-mnistm", OneOf: [.. PaperExperiments.All.Select(e => e.Id)]),
    new("layer", "Where the features are taken.", "features", OneOf: ["features", "last-hidden"]),
    new("points", "Points of either domain.", "1000", ValueName: "N", Kind: OptionKind.Count),
];

return new Script("embedding", "Draws features before and after adaptation by t-SNE.", defaults, takes, extra).Run(args, script =>
{
    var experiment = PaperExperiments.Find(script.Value("experiment"))[0];
    var layer = script.Value("layer") == "features" ? EmbeddingLayer.Features : EmbeddingLayer.LastHidden;
    var points = script.Count("points");
    var data = script.Load(experiment);
    script.RunAll(experiment, data);
    var runner = new ExperimentRunner(experiment, data, script.Options.Out, script.Options.Device);

    var maps = script.Requests(experiment).Select(request =>
    {
        var map = runner.MapFeatures(request, points, layer, script.Cancellation);
        script.Say($"{request}: {map}");
        return new EmbeddingPanel(request.Method == Methods.Dann ? "after adaptation" : "before adaptation", map, Math.Min(points, data.SourceTest.Count));
    }).ToList();

    var chart = EmbeddingPlot.Of(maps, $"{experiment.Title}: features of source and target");
    foreach (var picture in ChartImages.Png([chart]))
    {
        AtomicFile.WriteBytes(script.PathTo("embedding.png"), picture);
    }

    new HtmlReport(experiment.Title, data.ToString()).WithCharts("Features by t-SNE", [new NamedChart("Before and after adaptation", chart)]).Save(script.PathTo("embedding.html"));
    script.Say($"Picture: {script.PathTo("embedding.html")}");
});
