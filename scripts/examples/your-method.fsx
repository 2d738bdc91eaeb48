#load "../fsharp/workbench.fsx"
open DomainAdaptation

// A method is what a training step descends: here the label loss, and how far apart the two domains' mean features are.
type CloserMeans() =
    inherit AdaptationMethod(MethodDescription("closer-means", "Closer means", "your own, 2026"))

    override _.Step(step) =
        let apart = step.SourceFeatures.mean([| 0L |]) - step.TargetFeatures.mean([| 0L |])
        Losses.Of(step.LabelLoss(), "means", apart.square().sum(), weight = 0.1)

let source, target = DrawnDigits.Source(1000, seed = 1), DrawnDigits.Target(1000, seed = 2)
let network = Architectures.MnistBatchNorm()

// In place of CloserMeans(): Methods.Create "cdan-e", or any other of Methods.Unsupervised; source-only is SourceOnly.Fit(source, network, options).
Trainer.Fit(DomainPair(source, target.WithoutLabels()), network, new CloserMeans(), DannOptions(Epochs = 10)) |> ignore
printfn $"Right on the target: {Accuracy.Of(network, DrawnDigits.Target(500, seed = 3), Domain.Target):P1}"
