namespace DomainAdaptation.FSharp.Tests

open System
open System.IO
open DomainAdaptation
open TorchSharp
open Xunit

/// One thread, so that two runs agree to the last bit.
type OneThread() =
    do
        NativeBackend.EnsureLoaded()
        torch.set_num_threads 1

// Random numbers and the thread count belong to the whole process.
[<assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)>]
[<assembly: AssemblyFixture(typeof<OneThread>)>]
do ()

/// Gray images of 8 × 8 in two classes, bright on the left or on the right; the target is a negative of the source.
module Toy =

    let private side = 8

    let private pixels count seed negative =
        let random = Random(seed: int)

        [| for i in 0 .. count - 1 do
               for _ in 1..side do
                   for x in 0 .. side - 1 do
                       let bright = (x < side / 2) = (i % 2 = 0)
                       let value = (if bright then 180 else 40) + random.Next 40
                       byte (if negative then 255 - value else value) |]

    let labels count = [| for i in 0 .. count - 1 -> i % 2 |]

    let source count seed =
        LabelledDomain.FromImages("toy source", pixels count seed false, labels count, height = side, width = side, channels = 1, classCount = 2)

    let target count seed =
        LabelledDomain.FromImages("toy target", pixels count seed true, labels count, height = side, width = side, channels = 1, classCount = 2)

    let pair () = DomainPair(source 64 1, (target 48 2).WithoutLabels())

    /// Three modules of one's own, seeded as any TorchSharp program would do it.
    let network (seed: int) =
        torch.manual_seed seed |> ignore

        new DomainAdversarialNetwork(
            features = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(64L, 16L), torch.nn.ReLU()),
            labels = torch.nn.Linear(16L, 2L),
            domain = torch.nn.Sequential(torch.nn.Linear(16L, 8L), torch.nn.ReLU(), torch.nn.Linear(8L, 1L))
        )

    let options = DannOptions(Epochs = 3, BatchSize = 32, Seed = 5)

    let data () = ExperimentData(source 64 1, source 32 3, target 48 2, target 32 4)

    let experiment =
        Experiment("toy", "Toy", [ Recipe("paper", "As it is.", network, fun _ -> options) ], fun _ _ -> data ())

    let temporaryFolder () = Directory.CreateTempSubdirectory("workbench-fsharp-").FullName
