module DomainAdaptation.FSharp.Tests.ReportingTests

open System
open System.IO
open Deedle
open DomainAdaptation
open DomainAdaptation.FSharp.Tests.RecordTests
open DomainAdaptation.Reporting
open Xunit

[<Fact>]
let ``Records become a table beside the paper's numbers`` () =
    let table = [ record 1 0.7; record 2 0.8 ] |> ResultsTable.From
    let row = Seq.exactlyOne table.Rows
    Assert.Equal(0.75, row.AccuracyMean, 1e-12)
    Assert.Equal<int list>([ 1; 2 ], List.ofSeq row.Seeds)
    let published = row.Published |> nonNull
    Assert.Equal(0.7666, published.Accuracy)
    Assert.StartsWith("experiment,method,variant", table.ToCsv())
    Assert.Contains("<table", table.ToHtml())
    Assert.Equal(1, table.ToFrame().RowCount)
    Assert.Equal(1, ResultsTable.Accuracy([ record 1 0.7 ]).RowCount)

[<Fact>]
let ``A script's command line is understood`` () =
    let script = Script("toy", "A toy.", Defaults = ScriptOptions(Methods = [ Methods.Dann ]))
    let options = script.Parse [ "--seeds"; "1..3"; "--scale"; "smoke"; "--threads"; "1" ]
    Assert.Equal<int list>([ 1; 2; 3 ], List.ofSeq options.Seeds)
    Assert.Equal<string list>([ "dann" ], List.ofSeq options.Methods)
    Assert.Equal(Scale.Smoke, options.Scale)
    Assert.True((options = options.With(threads = 1)))
    let e = Assert.Throws<ArgumentException>(fun () -> script.Parse [ "--seeds"; "banana" ] |> ignore)
    Assert.Contains("banana", e.Message)

[<Fact>]
let ``A script runs with its session and gives an exit code`` () =
    let folder = Toy.temporaryFolder ()
    let script = Script("toy", "A toy.", Takes = [ "out"; "seed" ], Extra = [ ExtraOption("name", "A name.", Default = "nobody") ])
    let seen = ResizeArray()

    let code =
        script.Run([ "--out"; folder; "--seed"; "4" ], fun session ->
            seen.Add(session.PathTo(session.Value "name"))
            Assert.Equal(4, Seq.exactlyOne session.Options.Seeds)
            session.Show(ResultsTable.From [ record 1 0.7 ]))

    Assert.Equal(0, code)
    Assert.Equal(Path.Combine(folder, "nobody"), Seq.exactlyOne seen)
    Assert.Equal(1, script.Run([ "--out"; folder ], fun _ -> raise (IOException "Gone.")))
    Assert.Equal(2, script.Run([ "--bogus" ], fun _ -> ()))
    Directory.Delete(folder, true)

[<Fact>]
let ``A script runs an experiment of one's own and leaves records and a page`` () =
    let folder = Toy.temporaryFolder ()

    let run (script: ScriptSession) =
        let data = Toy.experiment.Load script.Options.Scale
        let runs = script.RunAll(Toy.experiment, data)
        Assert.Equal<string list>([ Methods.Dann; Methods.Dann ], [ for r in runs -> r.Method ])
        // Without images, which a browser would draw; ExperimentReport.Save is called by the F# scripts, of which ScriptsTests runs one.
        HtmlReport(Toy.experiment.Title, string data).WithRuns(runs).Save(script.PathTo "report.html", images = false)

    Assert.Equal(0, Script("toy", "A toy.").Run([ "--out"; folder; "--methods"; "dann"; "--seeds"; "1,2"; "--scale"; "smoke" ], run))
    Assert.Equal(2, (RunStore.ReadFrom folder).Count)
    Assert.Contains("Toy", File.ReadAllText(Path.Combine(folder, "report.html")))
    Directory.Delete(folder, true)

[<Fact>]
let ``Curves, samples and a page of one's own`` () =
    let runs = [ record 1 0.7; record 2 0.8 ]
    let charts = LearningCurves.All runs
    Assert.Contains("Target accuracy", [ for c in charts -> c.Title ])
    let png = SampleGrid.Beside(Toy.source 20 1, Toy.target 20 2, perClass = 4)
    Assert.Equal<byte array>([| 0x89uy; byte 'P'; byte 'N'; byte 'G' |], Array.truncate 4 png)
    let page = HtmlReport("A page", "Its lead.").WithSamples(png, "Samples.").WithCharts("Curves", charts).WithRuns(runs).ToHtml(images = false)
    Assert.Contains("Its lead.", page)
    Assert.Contains("data:image/png;base64,", page)
