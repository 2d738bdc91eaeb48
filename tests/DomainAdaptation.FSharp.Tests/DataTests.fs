module DomainAdaptation.FSharp.Tests.DataTests

open System
open System.IO
open DomainAdaptation
open Xunit

[<Fact>]
let ``Domains are made from arrays`` () =
    let digits = LabelledDomain.FromImages("two gray images", [| 0uy .. 31uy |], [| 3; 7 |], height = 4, width = 4, channels = 1, classCount = 10)
    Assert.Equal(2, digits.Count)
    Assert.Equal(10, digits.ClassCount)
    Assert.Equal<int64 list>([ 1L; 4L; 4L ], List.ofSeq digits.SampleShape)
    let counted = LabelledDomain.FromImages("two gray images", [| 0uy .. 31uy |], [| 0; 1 |], height = 4, width = 4, channels = 1)
    Assert.Equal(2, counted.ClassCount)
    let photos = UnlabelledDomain.FromImages("one colour image", Array.zeroCreate 48, height = 4, width = 4, channels = 3)
    Assert.Equal("one colour image: 1 samples of 3×4×4, no labels", string photos)

[<Fact>]
let ``A pair has no way in for target labels`` () =
    let pair = DomainPair(Toy.source 8 1, (Toy.target 6 2).WithoutLabels())
    Assert.Equal("toy source → toy target", string pair)
    Assert.Equal(6, pair.Target.Count)
    Assert.Equal(5, (pair.Source.Take 5).Count)

[<Fact>]
let ``A pair of different shapes is refused in a sentence`` () =
    let colour = UnlabelledDomain.FromImages("colour", Array.zeroCreate (8 * 8 * 3), height = 8, width = 8, channels = 3)
    let e = Assert.Throws<ArgumentException>(fun () -> DomainPair(Toy.source 8 1, colour) |> ignore)
    Assert.Contains("one shape", e.Message)

[<Fact>]
let ``Batches hold source and target in equal parts, labelled 0 and 1`` () =
    let pair = Toy.pair ()
    use batches = new Batches(pair, batchSize = 8, seed = 1, normalisation = Normalisation.None)
    let batch = batches.At 0
    Assert.Equal<int64 array>([| 8L; 1L; 8L; 8L |], batch.Samples.shape)
    Assert.Equal(4L, batch.Labels.shape[0])
    Assert.Equal<float32 array>([| 0f; 0f; 0f; 0f; 1f; 1f; 1f; 1f |], batch.Domains.data<float32>().ToArray())

[<Fact>]
let ``Training images are shifted, and classes come evenly, where the options say so`` () =
    let options = DannOptions(Augmentation = Augmentation(Shift = 2, Invert = true)).With(evenClasses = true)
    Assert.True options.EvenClasses
    let images name = LabelledDomain.FromImages(name, Array.init (10 * 8 * 8) byte, [| for i in 0..9 -> min i 1 |], height = 8, width = 8, channels = 1)
    let pair = DomainPair(images "source", (images "target").WithoutLabels())
    use batches = new Batches(pair, batchSize = 8, seed = 1, normalisation = Normalisation.None, augmentation = options.Augmentation, evenClasses = options.EvenClasses)
    let batch = batches.At 0
    Assert.Equal<int64 array>([| 8L; 1L; 8L; 8L |], batch.Samples.shape)
    Assert.Equal(2L, batch.Labels.sum().item<int64> ())

[<Fact>]
let ``Inputs are scaled by what training sees`` () =
    let pair = Toy.pair ()
    let normalisation = Normalisation.Measure(InputScaling.UnitVariance, [ pair.Source.WithoutLabels(); pair.Target ])
    use scaled = normalisation.Apply pair.Source.Samples
    Assert.Equal(1, normalisation.Mean.Count)
    Assert.InRange(Seq.head normalisation.Mean, 0.4, 0.6)
    Assert.Equal<int64 array>([| 64L; 1L; 8L; 8L |], scaled.shape)

[<Fact>]
let ``Missing data is told with the folder and what to do`` () =
    let folder = Toy.temporaryFolder ()
    let home = DataHome.Find folder
    Assert.Equal(folder, home.Folder)
    Assert.Equal(Path.Combine(folder, "mnist", "x.gz"), home.PathOf("mnist", "x.gz"))
    let e = Assert.Throws<DataNotFoundException>(fun () -> Mnist.Train home |> ignore)
    Assert.Contains(folder, e.Message)
    Directory.Delete folder

[<Fact>]
let ``Digits are drawn without any data set`` () =
    let pair = DomainPair(DrawnDigits.Source(20, seed = 1), DrawnDigits.Target(10, seed = 1).WithoutLabels())
    Assert.Equal(10, pair.Source.ClassCount)
    Assert.Equal<int64 list>([ 3L; 28L; 28L ], List.ofSeq pair.Target.SampleShape)
    use again = DrawnDigits.Source(20, seed = 1).Samples
    use same = again.eq(pair.Source.Samples).all ()
    Assert.True(same.item<bool> ())

[<Fact>]
let ``Data sets are fetched in a task, and a folder without them is told`` () =
    task {
        let folder = Toy.temporaryFolder ()
        Assert.Contains("mnist", DataFetcher.Sets)
        let! e = Assert.ThrowsAnyAsync<IOException>(fun () -> DataFetcher.FetchAsync("mnist", DataHome.Find folder, from = folder, onProgress = fun p -> printfn $"{p.File}"))
        Assert.Contains(folder, e.Message)
        Directory.Delete(folder, true)
    }
