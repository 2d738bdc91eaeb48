module DomainAdaptation.FSharp.Tests.LayerTests

open DomainAdaptation
open TorchSharp
open Xunit

let private gradientThrough (layer: torch.Tensor -> torch.Tensor) =
    use x = torch.ones([| 3L |], requires_grad = true)
    use y = layer x
    Assert.Equal<float32 array>([| 1f; 1f; 1f |], y.data<float32>().ToArray())
    y.sum().backward ()
    (x.grad |> nonNull).data<float32>().ToArray()

[<Fact>]
let ``The reversal is the identity forward and multiplies by minus lambda backward`` () =
    let gradient = gradientThrough (fun x -> GradientReversal.Apply(x, 0.5))
    Assert.Equal<float32 array>([| -0.5f; -0.5f; -0.5f |], gradient)

[<Fact>]
let ``The reversal is a layer between any two others`` () =
    use layer = new GradientReversal(0.25)
    Assert.Equal<float32 array>([| -0.25f; -0.25f; -0.25f |], gradientThrough layer.call)
    layer.Lambda <- 2
    use model = torch.nn.Sequential(torch.nn.Identity(), layer, torch.nn.Identity())
    Assert.Equal<float32 array>([| -2f; -2f; -2f |], gradientThrough model.call)

[<Fact>]
let ``The schedules are functions of the progress`` () =
    Assert.Equal(0.0, LambdaSchedule.At 0.0)
    Assert.Equal(0.0, LambdaSchedule.At(0.7, gamma = 0))
    Assert.Equal(0.01, LearningRateSchedule.At 0.0)
    Assert.Equal(0.5, LearningRateSchedule.At(1.0, initial = 0.5, alpha = 0.0))
    let lambdas = [ 0.0 .. 0.1 .. 1.0 ] |> List.map LambdaSchedule.At
    Assert.Equal<float list>(List.sort lambdas, lambdas)
    Assert.InRange(List.last lambdas, 0.9999, 1.0)
