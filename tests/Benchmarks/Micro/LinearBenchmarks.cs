using BenchmarkDotNet.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>Other ways through a fully connected layer, forward and backward, at the sizes of the SVHN net, 40 % of whose step they are.</summary>
public class LinearBenchmarks
{
    // TorchSharp does not wrap oneDNN's own layer; TorchScript reaches it.
    private static readonly jit.CompilationUnit OneDnn = jit.compile("""
        def linear(x, weight, bias):
            return torch.mkldnn_linear(x.to_mkldnn(), weight, bias).to_dense()

        """);

    private Linear layer = null!;
    private Conv2d convolution = null!;
    private Tensor samples = null!;
    private Tensor gradient = null!;

    /// <summary>Samples, inputs and outputs of fc1 and fc2 of the label predictor and of fc1 of the domain classifier.</summary>
    [Params("64x8192x3072", "64x3072x2048", "128x8192x1024")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        var sizes = Size.Split('x').Select(s => long.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        layer = nn.Linear(sizes[1], sizes[2]);
        convolution = nn.Conv2d(sizes[1], sizes[2], 1);
        convolution.weight = new Parameter(layer.weight.detach().view(sizes[2], sizes[1], 1, 1));
        samples = randn(sizes[0], sizes[1], requires_grad: true);
        gradient = randn(sizes[0], sizes[2]);
    }

    [Benchmark(Baseline = true)]
    public void Library() => Step(() => layer.call(samples));

    /// <summary>oneDNN's product of matrices instead of MKL's.</summary>
    [Benchmark]
    public void OneDnnLinear() => Step(() => (Tensor)OneDnn.invoke("linear", samples, layer.weight, layer.bias!));

    /// <summary>A convolution of one pixel, over one image whose columns are the samples.</summary>
    [Benchmark]
    public void ConvolutionOverSamples() =>
        Step(() => convolution.call(samples.view(1, 1, samples.shape[0], samples.shape[1]).permute(0, 3, 1, 2)).permute(0, 2, 3, 1).view(gradient.shape));

    /// <summary>The product with its factors changed over: all three products of a step have other shapes for MKL then.</summary>
    [Benchmark]
    public void Transposed() => Step(() => layer.weight.mm(samples.t()).t() + layer.bias!);

    private void Step(Func<Tensor> forward)
    {
        using var scope = NewDisposeScope();
        samples.grad = null;
        layer.zero_grad(true);
        convolution.zero_grad(true);
        forward().backward([gradient]);
    }
}
