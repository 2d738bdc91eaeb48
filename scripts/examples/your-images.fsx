#load "../fsharp/workbench.fsx"
open DomainAdaptation

// The source: a folder of images for each class. The target: a folder of images, without labels.
let source = ImageFolder.Read("my source", fsi.CommandLineArgs[1], height = 32, width = 32)
let target = ImageFolder.ReadUnlabelled("my target", fsi.CommandLineArgs[2], height = 32, width = 32)

let network = Architectures.MnistBatchNorm(size = 32, classCount = source.ClassNames.Count)
AdversarialTrainer.Fit(DomainPair(source.Domain, target), network, DannOptions(Epochs = 10)) |> ignore

for name, images in Predictions.Labels(network, target, Domain.Target) |> Seq.groupBy (fun c -> source.ClassNames[c]) do
    printfn $"{name}: {Seq.length images} images of the target"
