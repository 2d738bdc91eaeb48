#load "../fsharp/workbench.fsx"
open DomainAdaptation
open TorchSharp

// Which pixels are ink? Digits on black have labels; digits that are pale on gray have none that training sees.
let task = Segmentation(classCount = 2)

// Images are bytes [n, height, width, 3], their labels bytes [n, height, width]. Points and poses have tasks too, and ITask makes one of your own.
let ink name (digits: torch.Tensor) pale =
    let labels = digits.select(3L, 0L).gt((128).ToScalar()).``to`` torch.uint8
    let samples = if pale then digits.div((4).ToScalar()).add((90).ToScalar()).``to`` torch.uint8 else digits
    LabelledDomain.WithTask(name, samples, labels, task)

let source = ink "on black" (DrawnDigits.Source(300, seed = 1).Samples) false
let target = ink "pale" (DrawnDigits.Source(300, seed = 2).Samples) true

// The same loop, methods and schedules as for classes; a method that needs classes of whole samples says so.
let network = Architectures.Segmenter(classCount = 2)
Trainer.Fit(DomainPair(source, target.WithoutLabels()), network, new Dann(weight = 0.1), DannOptions(Epochs = 20, BatchSize = 32)) |> ignore
printfn $"Right on the source: {Measurement.Of(network, source, Domain.Source)}"

let held = ink "pale, held out" (DrawnDigits.Source(100, seed = 3).Samples) true
printfn $"Right on the target: {Measurement.Of(network, held, Domain.Target)}"
