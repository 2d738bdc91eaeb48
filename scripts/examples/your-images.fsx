#load "../fsharp/workbench.fsx"
open DomainAdaptation

let labelled, unlabelled, place = fsi.CommandLineArgs[1], fsi.CommandLineArgs[2], fsi.CommandLineArgs[3]

// The source: a folder of images for each class. The target: a folder of images, without labels.
let adapted = ImageAdaptation.Fit([ labelled ], unlabelled)
printfn $"{adapted}"
adapted.Model.Save place

// Elsewhere, later: the folder of the model is all it takes.
let model = ImageClassifier.Load place

for image in model.Predict unlabelled |> Seq.truncate 5 do
    printfn $"{image}"
