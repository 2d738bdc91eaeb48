using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class AlexNetTests
{
    [Fact]
    public void It_is_the_authors_network_with_their_initial_weights_and_learning_rates()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Architectures.AlexNet();
        network.eval();
        var features = network.FeatureExtractor.call(rand(1, 3, 227, 227));
        Assert.Equal([1, 256], features.shape);
        Assert.Equal([1, 31], network.LabelPredictor.call(features).shape);
        Assert.Equal([1, 1], network.DomainClassifier.call(features).shape);

        // 60,965,224 with the 1,000 classes of ImageNet, of which fc8 has 4,097,000.
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        var backbone = parameters.Where(p => p.Key.StartsWith("features.", StringComparison.Ordinal) && !p.Key.Contains("bottleneck", StringComparison.Ordinal));
        Assert.Equal(60_965_224 - 4_097_000, backbone.Sum(p => p.Value.numel()));
        Assert.Equal([256, 48, 5, 5], parameters["features.conv2.weight"].shape);
        Assert.Equal(0.005, parameters["features.bottleneck.weight"].std().item<float>(), 4);
        Assert.Equal(0.1, parameters["features.bottleneck.bias"].mean().item<float>(), 6);
        Assert.Equal(0.01, parameters["domain.fc2.weight"].std().item<float>(), 4);
        Assert.InRange(parameters["domain.fc3.weight"].std().item<float>(), 0.27, 0.33);

        Assert.Equal(1, network.LearningRateFactor("features.conv1.weight"));
        Assert.Equal(2, network.LearningRateFactor("features.fc7.bias"));
        Assert.Equal(10, network.LearningRateFactor("features.bottleneck.weight"));
        Assert.Equal(20, network.LearningRateFactor("labels.fc.bias"));
        Assert.Equal(10, network.LearningRateFactor("domain.fc3.weight"));
    }
}
