module DomainAdaptation.FSharp.Tests.RecordTests

open System
open System.IO
open DomainAdaptation
open Xunit

let record seed accuracy =
    RunRecord(
        Experiment = "mnist-to-mnistm",
        Method = Methods.Dann,
        Variant = "paper",
        Scale = "smoke",
        Seed = seed,
        Protocol = "last-epoch",
        Data = "toy",
        TargetAccuracy = accuracy,
        SourceAccuracy = 0.9,
        DomainAccuracy = Nullable(),
        Options = DannOptions(Seed = seed),
        Epochs = [ EpochMetrics(Epoch = 1, LabelLoss = 0.5, TargetAccuracy = accuracy) ],
        Confusion = [ [ 3; 1 ]; [ 0; 4 ] ],
        WeightsSha256 = "",
        Device = "cpu",
        Environment = ThisMachine.Environment(),
        Started = DateTimeOffset.UnixEpoch,
        WallSeconds = 1.5
    )

[<Fact>]
let ``A pipeline over records reads naturally`` () =
    let runs = [ record 1 0.5; record 2 0.75; record 3 1.0 ]
    Assert.Equal(0.75, runs |> Seq.map _.TargetAccuracy |> Seq.average)
    let best = runs |> Seq.maxBy _.TargetAccuracy
    Assert.Equal(3, best.Seed)
    let byMethod = runs |> Seq.groupBy _.Method |> Seq.map (fun (m, rs) -> m, Seq.length rs) |> Map.ofSeq
    Assert.Equal(3, byMethod[Methods.Dann])
    Assert.Equal(0.5, runs.Head.Epochs |> Seq.map _.LabelLoss |> Seq.min)

[<Fact>]
let ``A record prints as one line`` () =
    let printed = sprintf "%A" (record 1 0.5)
    Assert.Equal("mnist-to-mnistm dann (paper, smoke, seed 1, last-epoch): target accuracy 50.00 %", printed)

[<Fact>]
let ``A store gives back what was appended`` () =
    let folder = Toy.temporaryFolder ()
    let store = RunStore(Path.Combine(folder, "runs.jsonl"))
    Assert.Empty(store.ReadAll())
    [ record 1 0.5; record 2 0.75 ] |> List.iter store.Append
    let runs = store.ReadAll()
    Assert.Equal<int list>([ 1; 2 ], [ for r in runs -> r.Seed ])
    Assert.Equal<string>(RunStore.ToJson(record 2 0.75), RunStore.ToJson runs[1])
    Assert.Equal(2, (RunStore.ReadFrom folder).Count)
    Assert.False(runs[0].DomainAccuracy.HasValue)
    Directory.Delete(folder, true)
