module DomainAdaptation.FSharp.Tests.AdaptingTests

open System
open System.IO
open DomainAdaptation
open DomainAdaptation.Reporting
open Xunit

[<Fact>]
let ``Two folders become a model that names what it sees`` () =
    let folder = Directory.CreateTempSubdirectory "workbench-test-"

    try
        let at name = Path.Combine(folder.FullName, name)
        ImageFolder.Write(DrawnDigits.Source(100, seed = 1), at "labelled")
        ImageFolder.Write(DrawnDigits.Target(30, seed = 2), at "unlabelled")

        let options = ImageAdaptationOptions(Methods = [ Methods.SourceOnly ], Epochs = 2, DataFolder = at "data")
        use adapted = ImageAdaptation.Fit([ at "labelled" ], at "unlabelled", options)
        Assert.Equal(30, adapted.Predictions.Count)
        Assert.All(adapted.Predictions, fun p -> Assert.InRange(p.Probability, 0.1, 1.0))
        Assert.Equal<string list>([ Methods.SourceOnly ], [ for tried in adapted.Tried -> tried.Method ])

        adapted.Model.Save(at "model")
        use model = ImageClassifier.Load(at "model")
        let again = model.Predict(at "unlabelled")
        Assert.Equal<string list>([ for p in adapted.Predictions -> p.Class ], [ for p in again -> p.Class ])
        again.SaveCsv(at "predictions.csv")
        Assert.Equal(31, File.ReadAllLines(at "predictions.csv").Length)
        Assert.EndsWith("report.html", AdaptationReport.Save(adapted, at "report"))
    finally
        folder.Delete true

[<Fact>]
let ``A finding says what, how many, and names the first`` () =
    let finding = Finding("unreadable", "they were passed over.", Count = 5, Examples = [| "a.png"; "b.png" |], IsWarning = true)
    Assert.Equal("Warning, unreadable (5): they were passed over. Such as a.png, b.png, ….", string finding)
