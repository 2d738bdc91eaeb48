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
        var home = RealData.Home("office31");
        await DataFetcher.FetchAsync("resnet18", home, cancellation: TestContext.Current.CancellationToken);
        Copy(home, "amazon", 20);
        Copy(home, "webcam", 10);
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
