module DomainAdaptation.FSharp.Tests.TrainingTests

open System
open System.IO
open System.Threading
open DomainAdaptation
open Xunit

[<Fact>]
let ``DANN trains with lambdas for hooks`` () =
    let epochs = ResizeArray<EpochMetrics>()
    let test = Toy.target 32 4

    let hooks =
        TrainingHooks(
            OnEpoch = (fun metrics -> epochs.Add metrics),
            OnStep = (fun step total -> Assert.InRange(step, 1, total)),
            Score = (fun network -> Accuracy.Of(network, test))
        )

    use network = Toy.network 1
    let metrics = AdversarialTrainer.Fit(Toy.pair (), network, Toy.options, hooks)
    Assert.Equal(3, metrics.Count)
    Assert.Equal<EpochMetrics list>(List.ofSeq metrics, List.ofSeq epochs)
    let last = Seq.last metrics
    Assert.True(last.LabelLoss < (Seq.head metrics).LabelLoss)
    Assert.InRange(last.Lambda.Value, 0.99, 1.0)
    Assert.Equal(Accuracy.Of(network, test), last.TargetAccuracy.Value)

[<Fact>]
let ``The same seed gives the same network`` () =
    let train () =
        use network = Toy.network 1
        AdversarialTrainer.Fit(Toy.pair (), network, Toy.options.With(epochs = 1)) |> ignore
        Weights.Sha256 network

    Assert.Equal(train (), train ())

[<Fact>]
let ``The two bounds train on labels alone, and bracket the method`` () =
    let options = Toy.options.With(epochs = 12)
    let test = Toy.target 32 4
    use lower = Toy.network 1
    use upper = Toy.network 1
    SourceOnly.Fit(Toy.source 64 1, lower, options) |> ignore
    let metrics = TrainOnTarget.Fit(Toy.target 48 2, upper, options)
    Assert.False((Seq.last metrics).DomainLoss.HasValue)
    // The target is a negative: what the source teaches is exactly wrong there.
    Assert.InRange(Accuracy.Of(lower, test), 0.0, 0.3)
    Assert.InRange(Accuracy.Of(upper, test), 0.9, 1.0)

[<Fact>]
let ``Accuracy and confusion tell the same`` () =
    use network = Toy.network 1
    let test = Toy.source 32 3
    SourceOnly.Fit(Toy.source 64 1, network, Toy.options) |> ignore
    let confusion = ConfusionMatrix.Of(network, test)
    Assert.Equal(confusion.Accuracy, Accuracy.Of(network, test))
    Assert.Equal(32, confusion.Counts |> Seq.sumBy Seq.sum)
    let right = Seq.zip (Predictions.Labels(network, test.WithoutLabels())) (Toy.labels 32) |> Seq.filter (fun (p, l) -> p = l) |> Seq.length
    Assert.Equal(float right / 32.0, confusion.Accuracy)
    Assert.InRange(Accuracy.OfDomains(network, test.WithoutLabels(), (Toy.target 32 4).WithoutLabels()), 0.0, 1.0)

[<Fact>]
let ``The gap covered is a share`` () =
    Assert.Equal(0.5, GapCovered.Of(0.75, sourceOnly = 0.5, trainOnTarget = 1.0))
    Assert.True(Double.IsNaN(GapCovered.Of(0.75, sourceOnly = 1.0, trainOnTarget = 0.5)))

[<Fact>]
let ``Training stops at a cancelled token`` () =
    use cancellation = new CancellationTokenSource()
    use network = Toy.network 1
    let hooks = TrainingHooks(OnEpoch = fun _ -> cancellation.Cancel())
    Assert.Throws<OperationCanceledException>(fun () ->
        AdversarialTrainer.Fit(Toy.pair (), network, Toy.options, hooks, cancellation.Token) |> ignore)

[<Fact>]
let ``A training that was cut off goes on from its checkpoint`` () =
    let folder = Toy.temporaryFolder ()
    let hooks = TrainingHooks(CheckpointPath = Path.Combine(folder, "toy.safetensors"))
    use cancellation = new CancellationTokenSource()
    use network = Toy.network 1

    Assert.Throws<OperationCanceledException>(fun () ->
        let stop = hooks.With(onEpoch = fun m -> if m.Epoch = 2 then cancellation.Cancel())
        AdversarialTrainer.Fit(Toy.pair (), network, Toy.options, stop, cancellation.Token) |> ignore)
    |> ignore

    use resumed = Toy.network 9
    let metrics = AdversarialTrainer.Fit(Toy.pair (), resumed, Toy.options, hooks.With(resume = true))
    use whole = Toy.network 1
    let expected = AdversarialTrainer.Fit(Toy.pair (), whole, Toy.options)
    Assert.Equal<EpochMetrics list>(List.ofSeq expected, List.ofSeq metrics)
    Assert.Equal(Weights.Sha256 whole, Weights.Sha256 resumed)
    Directory.Delete(folder, true)

[<Fact>]
let ``Devices go by name`` () =
    Assert.Equal("cpu", string (Devices.Resolve "cpu"))
    let e = Assert.Throws<UnknownChoiceException>(fun () -> Devices.Resolve "abacus" |> ignore)
    Assert.Contains("abacus", e.Message)

[<Fact>]
let ``A schedule of one's own is a function`` () =
    use network = Toy.network 1
    let epochs = Trainer.Fit(Toy.pair (), network, new Dann(Lambda = fun p -> min 1.0 (2.0 * p)), Toy.options)
    Assert.Equal(1.0, (Seq.last epochs).Lambda.Value)

    let other = Methods.Create "cdan-e"
    other.Lambda <- fun p -> p
    let others = Trainer.Fit(Toy.pair (), network, other, Toy.options)
    Assert.True(others[0].Lambda.Value < 1.0)
