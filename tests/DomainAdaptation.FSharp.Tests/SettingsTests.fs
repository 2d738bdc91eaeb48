module DomainAdaptation.FSharp.Tests.SettingsTests

open System
open DomainAdaptation
open Xunit

[<Fact>]
let ``Settings are named, copied with changes, and compared by value`` () =
    let options = DannOptions(Epochs = 3).With(seed = 2)
    Assert.Equal(3, options.Epochs)
    Assert.Equal(2, options.Seed)
    Assert.Equal(10.0, options.Gamma)
    Assert.True((options = DannOptions(Seed = 2, Epochs = 3)))
    Assert.True((options <> options.With(learningRate = 0.03, scaling = InputScaling.MeanSubtraction)))

[<Fact>]
let ``Settings print as one readable line`` () =
    let printed = sprintf "%A" (DannOptions(Epochs = 3))
    Assert.Contains("Epochs = 3", printed)
    Assert.DoesNotContain("\n", printed)

[<Fact>]
let ``A value out of range is named`` () =
    let e = Assert.Throws<ArgumentOutOfRangeException>(fun () -> DannOptions(BatchSize = 7).Validate())
    Assert.Contains("BatchSize", e.Message)

[<Fact>]
let ``Requests for runs come from lists`` () =
    let requests = RunRequest.All([ Methods.SourceOnly; Methods.Dann ], seq { 1..3 }, Scale.Smoke, variant = "paper")
    Assert.Equal(6, requests.Count)
    Assert.Equal<int list>([ 1; 1; 2; 2; 3; 3 ], [ for r in requests -> r.Seed ])
    Assert.True((requests[0] = RunRequest(Methods.SourceOnly, "paper", Scale.Smoke, 1)))
    Assert.True((requests[0].With(method = Methods.Dann) = requests[1]))
    Assert.Equal("dann, seed 3", string requests[5])
