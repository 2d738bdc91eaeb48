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

// After each epoch: every score of the library, and one of your own, of samples that training does not see. Target labels are not among them.
let judge network =
    use held = HeldOut.Of(network, heldOut, test.WithoutLabels(), domains = true)
    Scorers.Of(held, [ yield! Scorers.All; certainty ])

let hooks = TrainingHooks(Scores = judge, Score = (fun network -> Accuracy.Of(network, test, Domain.Target))) // the latter to look back only
let epochs = Trainer.Fit(DomainPair(source, target.WithoutLabels()), network, new Dann(), DannOptions(Epochs = 5), hooks)

let chosen = epochs |> Seq.maxBy (fun e -> e.ScoreBy("certainty").Value)
printfn $"Right on the target: {chosen.TargetAccuracy:P1} after epoch {chosen.Epoch}, chosen by certainty; {(Seq.last epochs).TargetAccuracy:P1} after the last"
