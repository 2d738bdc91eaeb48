module DomainAdaptation.FSharp.Tests.ChoosingTests

open System.Collections.Generic
open DomainAdaptation
open DomainAdaptation.Reporting
open TorchSharp
open Xunit

/// A score of one's own: how much target samples of like features get like outputs.
let smoothness =
    { new IScorer with
        member _.Name = "smoothness"

        member _.Score held =
            use p = held.TargetProbabilities()
            p.std(0L).mean().item<double> () }

[<Fact>]
let ``A score of one's own is computed at every epoch and chooses`` () =
    use network = Toy.network 1
    let source, target = Toy.source 64 1, Toy.target 64 2

    let judge network =
        use held = HeldOut.Of(network, source, target.WithoutLabels())
        Scorers.Of(held, [ yield! Scorers.All; smoothness ])

    let hooks = TrainingHooks(Scores = judge, Score = (fun network -> Accuracy.Of(network, target)))
    let epochs = Trainer.Fit(DomainPair(source, target.WithoutLabels()), network, Methods.Create "dann", DannOptions(Epochs = 3, BatchSize = 16), hooks)
    Assert.All(epochs, fun e -> Assert.True(e.ScoreBy("smoothness").HasValue))

    let best = epochs |> Seq.maxBy (fun e -> e.ScoreBy("smoothness").Value)
    Assert.InRange(best.Epoch, 1, 3)

[<Fact>]
let ``Several sources, one target`` () =
    use network = Toy.network 1
    let data = AdaptationData([ Toy.source 64 1; Toy.source 32 2 ], [ (Toy.target 64 3).WithoutLabels() ])
    let epochs = Trainer.Fit(data, network, new Dann(), DannOptions(Epochs = 1, BatchSize = 16))
    Assert.Equal(1, epochs.Count)
    Assert.InRange(Accuracy.Of(network, Toy.target 32 4, Domain.Target), 0.0, 1.0)
    Assert.Equal("Source2", string (Domain.SourceAt 1))

[<Fact>]
let ``A run chosen by a score is asked for by its name`` () =
    let request = RunRequest("dann", Selection = Selection.By "snd")
    Assert.Equal("snd", request.Selection.Name)
    Assert.True(Selection.Oracle.SeesTargetLabels)
    Assert.Empty(ChoosingTable.OfEpochs([]).Rows)
