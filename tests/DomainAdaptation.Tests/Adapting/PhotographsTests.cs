using Microsoft.ML.OnnxRuntime;

namespace DomainAdaptation.Tests;

/// <summary>The same with photographs, through the pretrained ResNet.</summary>
public sealed class PhotographsTests : IDisposable
{
    private static readonly string[] Classes = ["back_pack", "bike", "calculator", "headphones"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Photographs_take_the_ResNet_and_the_model_in_its_folder_says_what_the_training_said()
    {
        var home = await Photographs(20, 10);
        using var adapted = ImageAdaptation.Fit([folder.At("amazon")], folder.At("webcam"), new(
            Methods: [Methods.Dann], Test: folder.At("webcam"), Epochs: 1, DataFolder: home.Folder));
        Assert.Equal("resnet18", adapted.Model.NetworkId);
        Assert.True(adapted.Chosen.TestAccuracy > 0.8, adapted.ToString()); // four classes that are unlike, of a network that knows ImageNet

        adapted.Model.Save(folder.At("model"));
        using var model = ImageClassifier.Load(folder.At("model"));
        var said = model.Predict(folder.At("webcam"));
        Assert.Equal(adapted.Predictions.Select(p => (p.File, p.Class)), said.Select(p => (p.File, p.Class)));
        Assert.All(said.Zip(adapted.Predictions), p => Assert.Equal(p.Second.Probability, p.First.Probability, 1e-3));

        using var session = new InferenceSession(folder.At("model", "model.onnx"));
        var images = ImageFolder.ReadUnlabelled("webcam", folder.At("webcam"), model.ImageSize, model.ImageSize).Domain.Samples;
        Assert.Equal(said.Select(p => p.Class), Onnxed.Run(session, images).Classes.Select(c => model.ClassNames[(int)c]));
    }

    [Fact]
    public async Task With_flips_and_crops_the_ResNet_sees_these_views_in_training_and_images_as_they_are_in_predictions()
    {
        var home = await Photographs(6, 4);
        using var adapted = ImageAdaptation.Fit([folder.At("amazon")], folder.At("webcam"), new(
            Methods: [Methods.Dann], Epochs: 1, Augmentation: new(Flip: true), DataFolder: home.Folder));
        Assert.Equal(16, adapted.Predictions.Count);
        var said = adapted.Model.Predict(folder.At("webcam"));
        Assert.Equal(adapted.Predictions.Select(p => p.Class), said.Select(p => p.Class));
        using var network = ImageNetwork.Of("resnet18");
        network.Prepare(home);
        network.Augment(new(Flip: true), crops: 0);
        var file = Directory.GetFiles(folder.At("webcam", "bike"))[0];
        var pixels = ImageStack.Read([file], 224, 224);
        var both = network.See(pixels, network.Views);
        Assert.Equal([1, 2, 512], both.shape);
        var mirror = UnlabelledDomain.FromImages("mirror", pixels, 224, 224, 3).Samples.flip(2).contiguous();
        var of = network.See(mirror.data<byte>().ToArray(), ImageViews.None);
        Assert.True(both.select(1, 1).allclose(of, 1e-4, 1e-4));
        Assert.False(both.select(1, 0).allclose(both.select(1, 1), 1e-4, 1e-4));

        network.Augment(new(Flip: true), crops: 2);
        var four = network.See(pixels, network.Views);
        Assert.Equal([1, 4, 512], four.shape);
        Assert.True(four.narrow(1, 0, 2).allclose(both, 1e-4, 1e-4));
        Assert.False(four.select(1, 2).allclose(four.select(1, 3), 1e-4, 1e-4));
    }

    [Fact]
    public async Task With_crops_an_image_is_predicted_once_and_as_it_is()
    {
        var home = await Photographs(4, 3);
        using var adapted = ImageAdaptation.Fit([folder.At("amazon")], folder.At("webcam"), new(
            Methods: [Methods.Dann], Test: folder.At("webcam"), Epochs: 1, Augmentation: new(Flip: true), Crops: 2, DataFolder: home.Folder));
        Assert.Equal(12, adapted.Predictions.Count);
        Assert.Equal(adapted.Predictions.Select(p => p.Class), adapted.Model.Predict(folder.At("webcam")).Select(p => p.Class));
    }

    [Fact]
    public void Small_images_are_shifted_and_not_cropped()
    {
        using var network = ImageNetwork.Of("small");
        var wrong = Assert.Throws<ArgumentException>(() => network.Augment(null, crops: 1));
        Assert.Contains("shift", wrong.Message);
    }

    private async Task<DataHome> Photographs(int amazon, int webcam)
    {
        var home = RealData.Home("office31");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        Copy(home, "amazon", amazon);
        Copy(home, "webcam", webcam);
        return home;
    }

    private void Copy(DataHome home, string domain, int perClass)
    {
        foreach (var name in Classes)
        {
            Directory.CreateDirectory(folder.At(domain, name));
            foreach (var file in Directory.GetFiles(home.PathOf("office31", domain, "images", name)).Order(StringComparer.Ordinal).Take(perClass))
            {
                File.Copy(file, folder.At(domain, name, Path.GetFileName(file)));
            }
        }
    }
}
