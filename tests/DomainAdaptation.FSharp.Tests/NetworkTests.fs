module DomainAdaptation.FSharp.Tests.NetworkTests

open System.IO
open DomainAdaptation
open TorchSharp
open Xunit

[<Fact>]
let ``The paper's network comes by name and seed`` () =
    use network = Architectures.Mnist(seed = 1)
    use same = Architectures.Mnist()
    use other = Architectures.MnistBatchNorm(seed = 2, size = 32)
    use images = torch.zeros([| 2L; 3L; 28L; 28L |])
    use features = network.FeatureExtractor.call images
    use logits = network.call images
    Assert.Equal<int64 array>([| 2L; 768L |], features.shape)
    Assert.Equal<int64 array>([| 2L; 10L |], logits.shape)
    Assert.Equal(Weights.Sha256 network, Weights.Sha256 same)
    Assert.NotEqual<string>(Weights.Sha256 network, Weights.Sha256 other)

[<Fact>]
let ``Three modules of one's own make an adaptable network`` () =
    use network = Toy.network 1
    use samples = torch.zeros([| 6L; 1L; 8L; 8L |])
    let features = network.FeaturesOf(samples, [| BatchPart(Domain.Source, 0, 4); BatchPart(Domain.Target, 4, 2) |])
    Assert.Equal<int64 array>([| 6L; 2L |], network.LabelPredictor.call(features).shape)
    Assert.Equal<int64 array>([| 6L; 1L |], network.DomainClassifier.call(features).shape)

[<Fact>]
let ``Weights survive the way through a file, with their normalisation`` () =
    let folder = Toy.temporaryFolder ()
    let path = Path.Combine(folder, "toy.safetensors")
    use network = Toy.network 1
    network.Normalisation <- Normalisation.None
    Weights.Save(network, path)
    use copy = Toy.network 2
    Assert.NotEqual<string>(Weights.Sha256 network, Weights.Sha256 copy)
    Weights.Load(copy, path)
    Assert.Equal(Weights.Sha256 network, Weights.Sha256 copy)
    Assert.NotNull copy.Normalisation
    use file = Safetensors.Read path
    Assert.Contains("labels.weight", file.Tensors.Keys)
    use misfit = Architectures.Mnist()
    Assert.Throws<InvalidDataException>(fun () -> Weights.Load(misfit, path)) |> ignore
    Directory.Delete(folder, true)

[<Fact>]
let ``A classifier is written as ONNX, with its normalisation and the names of the classes`` () =
    let folder = Toy.temporaryFolder ()
    let path = Path.Combine(folder, "toy.onnx")
    use network = Toy.network 1
    network.Normalisation <- Normalisation.None
    OnnxModel.Write(network, path, [ "left"; "right" ], height = 8, width = 8, channels = 1, temperature = 1.5, domain = Domain.Target)
    Assert.Contains("""["left","right"]""", File.ReadAllText path)
    Directory.Delete(folder, true)
