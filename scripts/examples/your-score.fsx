#load "../fsharp/workbench.fsx"
open DomainAdaptation

// The mean of the largest class probability of each target sample: higher is better.
let certainty =
    { new IScorer with
        member _.Name = "certainty"
        member _.Score held = held.TargetProbabilities().amax([| 1L |]).mean().item<double> () }

let source, target = DrawnDigits.Source(1000, seed = 1), DrawnDigits.Target(1000, seed = 2)
let heldOut, test = DrawnDigits.Source(500, seed = 3), DrawnDigits.Target(500, seed = 4)
let network = Architectures.MnistBatchNorm()
let best = System.IO.Path.GetTempFileName()

// After each epoch: every score of the library, and one of your own, of samples that training does not see. Target labels are not among them.
let judge network =
    use held = HeldOut.Of(network, heldOut, test.WithoutLabels(), domains = true)
    Scorers.Of(held, [ yield! Scorers.All; certainty ])

let favourite (epochs: seq<EpochMetrics>) = epochs |> Seq.maxBy (fun e -> e.ScoreBy("certainty").Value)

// The network as it is now, and the metrics of all epochs so far, scores included.
let keep network epochs =
    if favourite epochs = Seq.last epochs then Weights.Save(network, best)

let hooks = TrainingHooks(Scores = judge, OnNetwork = keep)
let epochs = Trainer.Fit(DomainPair(source, target.WithoutLabels()), network, new Dann(), DannOptions(Epochs = 5), hooks)
let last = Accuracy.Of(network, test, Domain.Target) // to look back only

Weights.Load(network, best)
printfn $"Right on the target: {Accuracy.Of(network, test, Domain.Target):P1} after epoch {(favourite epochs).Epoch}, chosen by certainty; {last:P1} after the last"
