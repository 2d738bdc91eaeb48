using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Compares a network with the model that <see cref="OnnxModel"/> writes of it, run by ONNX Runtime.</summary>
internal static class Onnxed
{
    public sealed record Answer(float[] Probabilities, long[] Classes);

    public static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Asserts that both say the same of random images, in batches of these sizes, with the network in training mode; what the model says of the last.</summary>
    public static Answer Agrees(
        DomainAdversarialNetwork network, Normalisation normalisation, int height, int width, Domain? domain = null,
        nn.Module<torch.Tensor, torch.Tensor>? backbone = null, Normalisation? backboneNormalisation = null, double temperature = 1, int channels = 3, bool flatImages = false, int[]? batches = null)
    {
        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(17);
        network.Normalisation = normalisation;
        Shake(network);
        var images = (rand(6, 1, 1, channels) * rand(6, height, width, channels) * 256).to(ScalarType.Byte);
        if (flatImages)
        {
            images[1].fill_(77);
        }

        Spread(network, () => Logits(network, images, domain, backbone, backboneNormalisation));
        using var folder = new TemporaryFolder();
        var expected = nn.functional.softmax(Logits(network, images, domain, backbone, backboneNormalisation) / temperature, 1);
        var classes = expected.argmax(1);
        var count = (int)expected.shape[1];
        network.train();
        OnnxModel.Write(network, folder.At("model.onnx"), Names(count), height, width, backbone, backboneNormalisation, temperature, domain, channels);
        Assert.True(network.training);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.strict_shape_type_inference", "1"); // shapes that contradict each other are an error, not a warning
        using var session = new InferenceSession(folder.At("model.onnx"), options);
        var said = new Answer([], []);
        foreach (var n in batches ?? [1, 5])
        {
            said = Run(session, images.narrow(0, 6 - n, n));
            Assert.Equal(n * count, said.Probabilities.Length);
            var apart = (tensor(said.Probabilities).reshape(n, count) - expected.narrow(0, 6 - n, n)).abs().max().item<float>();
            Assert.InRange(apart, 0, 1e-4);
            Assert.Equal(classes.narrow(0, 6 - n, n).data<long>().ToArray(), said.Classes);
        }

        return said;
    }

    /// <summary>Gives convolutions weights with which images stay apart, and batch normalisations numbers that are not those of a new one.</summary>
    public static void Shake(nn.Module module)
    {
        using var noGradient = no_grad();
        foreach (var (name, tensor) in module.state_dict().OrderBy(t => t.Key, StringComparer.Ordinal).Where(t => t.Value.is_floating_point() && t.Value.dim() != 2))
        {
            if (tensor.dim() == 4)
            {
                tensor.normal_(0, Math.Sqrt(2.0 / tensor[0].numel())); // with libtorch's own, what images have in common grows from layer to layer
            }
            else if (name.Contains("var", StringComparison.Ordinal) || name.EndsWith("weight", StringComparison.Ordinal))
            {
                tensor.uniform_(0.5, 1.5);
            }
            else
            {
                tensor.uniform_(-0.3, 0.3);
            }
        }
    }

    /// <summary>What a model says of images.</summary>
    public static Answer Run(InferenceSession session, torch.Tensor images)
    {
        var input = new DenseTensor<byte>(images.contiguous().data<byte>().ToArray(), [.. images.shape.Select(d => (int)d)]);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("images", input)]);
        return new([.. outputs.Single(o => o.Name == "probabilities").AsTensor<float>()], [.. outputs.Single(o => o.Name == "class").AsTensor<long>()]);
    }

    private static torch.Tensor Logits(
        DomainAdversarialNetwork network, torch.Tensor images, Domain? domain, nn.Module<torch.Tensor, torch.Tensor>? backbone, Normalisation? backboneNormalisation)
    {
        using var noGradient = no_grad();
        using var mode = EvaluationMode.Begin(network, domain);
        backbone?.eval();
        var x = (backboneNormalisation ?? network.Normalisation!).Apply(images);
        return network.call(backbone is null ? x : network.Normalisation!.Apply(backbone.call(x)));
    }

    // New networks say nearly the same of everything; the last layer is given weights with which samples differ, so that errors show.
    private static void Spread(DomainAdversarialNetwork network, Func<torch.Tensor> logits)
    {
        using var noGradient = no_grad();
        var last = network.LabelPredictor.modules().Append(network.LabelPredictor).OfType<Linear>().Last();
        var before = logits();
        last.bias!.sub_(before.mean([0]));
        var deviation = before.std([0], unbiased: false).mean().item<float>();
        last.weight.mul_(2 / deviation);
        last.bias.mul_(2 / deviation);
        var after = logits();
        Assert.InRange(after.std([0], unbiased: false).mean().item<float>(), 1, 3);
    }
}
