using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class ResNet18Tests
{
    [Fact]
    public async Task It_computes_on_photographs_what_ONNX_Runtime_computes_with_the_published_file()
    {
        var home = RealData.Home("office31");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        var path = home.PathOf("resnet18", "ResNet18.onnx");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var whole = Network(ResNet18.Features(), path);
        using var trunk = Network(ResNet18.Trunk(), path);
        using var top = Network(ResNet18.Top(), path);
        var inputs = ResNet18.Normalisation.Apply(Office31.Set.Few(home, "webcam", ResNet18.ImageSize, perClass: 1).Samples.narrow(0, 0, 4));
        var maps = trunk.call(inputs);
        Assert.Equal([4, 256, 14, 14], maps.shape);
        var found = whole.call(inputs);
        Near(found, top.call(maps), 1e-4);
        using var tuned = Network(ResNet18.Top(fixedNorms: true), path);
        tuned.train();
        Near(found, tuned.call(maps), 1e-4); // its statistics are fixed

        // The stages together are each by itself, brought to one size.
        using var pyramid = Network(ResNet18.Pyramid(), path);
        var stages = pyramid.call(inputs);
        Assert.Equal([4, 896, 28, 28], stages.shape);
        torch.Tensor Enlarged(torch.Tensor stage) => nn.functional.interpolate(stage, size: [28, 28], mode: InterpolationMode.Bilinear, align_corners: false);
        Near(trunk.children().Cast<nn.Module<torch.Tensor, torch.Tensor>>().SkipLast(2).Aggregate(inputs, (x, layer) => layer.call(x)), stages.narrow(1, 0, 128), 1e-4);
        Near(Enlarged(maps), stages.narrow(1, 128, 256), 1e-4);
        Near(Enlarged(top.children().Cast<nn.Module<torch.Tensor, torch.Tensor>>().SkipLast(1).Aggregate(maps, (x, block) => block.call(x))), stages.narrow(1, 384, 512), 1e-3);

        Assert.Contains("must be multiples of 8", Assert.Throws<ArgumentException>(() => pyramid.call(inputs.narrow(2, 0, 121))).Message, StringComparison.Ordinal);

        using var session = new InferenceSession(path);
        var bgr = inputs.flip(1).contiguous();
        for (var i = 0; i < 4; i++)
        {
            var image = new DenseTensor<float>(bgr[i].data<float>().ToArray(), [1, 3, 224, 224]);
            using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], image)]);
            Near(tensor(outputs[0].AsTensor<float>().ToArray()), found[i], 1e-3);
        }
    }

    [Fact]
    public void Bytes_become_blue_green_and_red_without_their_means()
    {
        using var scope = NewDisposeScope();
        var inputs = ResNet18.Normalisation.Apply(tensor(new byte[] { 255, 116, 0 }).reshape(1, 1, 1, 3)).data<float>().ToArray();
        Assert.Equal([131.85f, 0.1f, -103.06f], inputs.Select(x => MathF.Round(x, 2)));
    }

    [Fact]
    public void Another_file_is_refused_by_its_checksum_and_the_network_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("ResNet18.onnx", Onnx.Model(Onnx.Tensor("Parameter91", [64, 3, 7, 7], new byte[64 * 3 * 7 * 7 * 4])));
        using var network = ResNet18.Trunk();
        var before = network.parameters().First().data<float>().ToArray();
        var error = Assert.Throws<InvalidDataException>(() => ResNet18.LoadWeights(network, path));
        Assert.Contains($"{path} holds 37,", error.Message, StringComparison.Ordinal);
        Assert.Contains("get-data.cs -- resnet18", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.parameters().First().data<float>().ToArray());
    }

    [Fact]
    public async Task Without_the_dotnet_client_it_is_said_what_to_do_and_nothing_is_left_behind()
    {
        using var folder = new TemporaryFolder();
        var home = DataHome.Find(folder.At("data"));
        foreach (var client in new[] { null, folder.At("no-such-client") })
        {
            var error = await Assert.ThrowsAsync<DataFetchException>(() => ResNet18File.EnsureAsync(home, client, null, TestContext.Current.CancellationToken));
            Assert.Contains("ResNet-18 could not be fetched", error.Message, StringComparison.Ordinal);
            Assert.Contains("--from FOLDER", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(home.Folder));
    }

    private static nn.Module<torch.Tensor, torch.Tensor> Network(nn.Module<torch.Tensor, torch.Tensor> network, string path)
    {
        ResNet18.LoadWeights(network, path);
        network.eval();
        return network;
    }

    private static void Near(torch.Tensor expected, torch.Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, tolerance); // features go up to 11
    }
}
