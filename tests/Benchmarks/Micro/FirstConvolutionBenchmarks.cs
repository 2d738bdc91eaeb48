using BenchmarkDotNet.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>Other ways through the MNIST net's first convolution, forward and to its weights' gradient, on 128 images: a quarter of the step.</summary>
public class FirstConvolutionBenchmarks
{
    private const int Samples = 2 * BenchmarkNet.Half, Size = 28, Kernel = 5, Outputs = 32, Out = Size - Kernel + 1;

    private readonly Tensor images = randn(Samples, Size, Size, 3).permute(0, 3, 1, 2);
    private readonly Tensor gradient = randn(Samples, Out, Out, Outputs).permute(0, 3, 1, 2);
    private readonly Conv2d ours = Layers.Convolution(3, Outputs, Kernel);
    private readonly Conv2d plain = nn.Conv2d(3, Outputs, Kernel);
    private readonly Conv2d padded = Layers.Convolution(4, Outputs, Kernel);
    private readonly Linear product = nn.Linear(Kernel * Kernel * 3, Outputs);

    [Benchmark(Baseline = true)]
    public void ChannelsLast() => Step(ours, () => ours.call(images));

    [Benchmark]
    public void Contiguous() => Step(plain, () => plain.call(images.contiguous()));

    /// <summary>A fourth channel of zeros, so that a pixel fills a register.</summary>
    [Benchmark]
    public void FourChannels() => Step(padded, () => padded.call(nn.functional.pad(images.permute(0, 2, 3, 1), [0, 1]).permute(0, 3, 1, 2)));

    /// <summary>All patches side by side, and one product with them, as Caffe did it.</summary>
    [Benchmark]
    public void Patches() => Step(product, () =>
    {
        var patches = images.permute(0, 2, 3, 1).unfold(1, Kernel, 1).unfold(2, Kernel, 1).permute(0, 1, 2, 4, 5, 3).reshape(-1, Kernel * Kernel * 3);
        return product.call(patches).view(Samples, Out, Out, Outputs).permute(0, 3, 1, 2);
    });

    private void Step(nn.Module layer, Func<Tensor> forward)
    {
        using var scope = NewDisposeScope();
        layer.zero_grad(true);
        forward().backward([gradient]);
    }
}
