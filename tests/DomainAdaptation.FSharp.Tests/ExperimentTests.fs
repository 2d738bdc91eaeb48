module DomainAdaptation.FSharp.Tests.ExperimentTests

open System
open System.IO
open DomainAdaptation
open Xunit

/// Reports in the caller's thread; Progress<_> would post them to another one.
let private progress report =
    { new IProgress<TrainingProgress> with
        member _.Report value = report value }

[<Fact>]
let ``An experiment of one's own runs, is recorded, and is not run twice`` () =
    let folder = Toy.temporaryFolder ()
    let data = Toy.experiment.Load Scale.Smoke
    let runner = ExperimentRunner(Toy.experiment, data, folder, device = "cpu")
    let requests = RunRequest.All([ Methods.SourceOnly; Methods.Dann; Methods.TrainOnTarget ], [ 1; 2 ], Scale.Smoke)
    let reports = ResizeArray<TrainingProgress>()
    let runs = runner.RunAll(requests, progress = progress reports.Add)
    Assert.Equal<string list>([ for r in requests -> r.Method ], [ for r in runs -> r.Method ])
    Assert.Equal(6, reports |> Seq.map _.RunNumber |> Seq.distinct |> Seq.length)
    Assert.Equal(6 * 3, reports |> Seq.filter (fun r -> not (isNull r.LastEpoch)) |> Seq.length)
    Assert.Equal<string list>([ for r in runs -> r.WeightsSha256 ], [ for r in runner.Store.ReadAll() -> r.WeightsSha256 ])
    let again = runner.RunAll(requests, resume = true)
    Assert.Equal<DateTimeOffset list>([ for r in runs -> r.Started ], [ for r in again -> r.Started ])
    Directory.Delete(folder, true)

[<Fact>]
let ``The paper's first experiment has its recipes`` () =
    let experiment = MnistToMnistM.Experiment
    Assert.Equal("mnist-to-mnistm", experiment.Id)
    let paper = experiment.Recipe "paper"
    Assert.Equal(1, paper.Options(Scale.Smoke).Epochs)
    Assert.True((paper.Options(Scale.Paper).With(epochs = 20) = DannOptions()))
    use network = paper.Network 1
    use expected = Architectures.Mnist(seed = 1)
    Assert.Equal(Weights.Sha256 expected, Weights.Sha256 network)
    Assert.Equal((experiment.Recipe()).Name, experiment.Recipes[0].Name)
    let e = Assert.Throws<UnknownChoiceException>(fun () -> experiment.Recipe "secret" |> ignore)
    Assert.Contains("paper", e.Message)

[<Fact>]
let ``An experiment without its data says so`` () =
    let folder = Toy.temporaryFolder ()
    Assert.Throws<DataNotFoundException>(fun () -> MnistToMnistM.Experiment.Load(Scale.Smoke, DataHome.Find folder) |> ignore) |> ignore
    Directory.Delete folder

[<Fact>]
let ``The published numbers are at hand`` () =
    let numbers = PublishedResults.Find("mnist-to-mnistm", Methods.Dann)
    Assert.Equal<float list>([ 0.7666; 0.7666; 0.8149 ], [ for n in numbers -> n.Accuracy ])

    match PublishedResults.Preferred("mnist-to-mnistm", Methods.Dann) with
    | null -> Assert.Fail "there is one"
    | result ->
        Assert.Equal("JMLR", result.Source)
        Assert.Equal(0.5585, (PublishedResults.GapCovered result).Value, 0.001)

    Assert.Null(PublishedResults.Preferred("mnist-to-mnistm", "guessing"))

[<Fact>]
let ``The experiment of drawn digits needs no data set`` () =
    let experiment = DrawnDigitsExperiment.Experiment
    let data = experiment.Load Scale.Smoke
    Assert.Equal("drawn-digits", experiment.Id)
    Assert.Equal<int64 list>([ 3L; 28L; 28L ], List.ofSeq data.Pair.Source.SampleShape)
    Assert.Equal(10, data.TargetTest.ClassCount)
