using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace DomainAdaptation;

public static partial class Architectures
{
    /// <summary>The network of the Office experiments as the authors' own code has it (ddtm/caffe, branch grl): AlexNet and a bottleneck.</summary>
    /// <remarks>
    /// Its inputs are RGB images of 227 × 227 with <see cref="SqueezeNet.Normalisation"/>. The learning rate of AlexNet's layers is
    /// the base rate for weights and twice that for biases, that of the new layers ten and twenty times the base rate.
    /// </remarks>
    /// <param name="seed">Seed of the initial weights of the new layers, and of all layers without <paramref name="weights"/>.</param>
    /// <param name="classCount">The number of classes: 31 kinds of object.</param>
    /// <param name="weights">
    /// The weights of Caffe's bvlc_alexnet as safetensors: conv1.weight [96, 3, 11, 11] for BGR, conv1.bias, … conv5, fc6, fc7; fc8 is not
    /// needed. Random weights, of little use on a data set as small as Office, when null.
    /// </param>
    /// <returns>
    /// Gf: conv 11×11×96 (stride 4), conv 5×5×256 and conv 3×3×384, 384, 256, local response normalisation behind the first two, pools
    /// of 3 with stride 2; 4096 and 4096 with dropout; a linear bottleneck of 256. Gy: <paramref name="classCount"/>. Gd: 1024, 1024, 1 with dropout.
    /// </returns>
    /// <exception cref="System.IO.FileNotFoundException">There is no such file.</exception>
    /// <exception cref="System.IO.InvalidDataException">The weights are for another network; the message lists what is missing, unexpected or misshapen.</exception>
    public static DomainAdversarialNetwork AlexNet(int seed = 1, int classCount = 31, string? weights = null)
    {
        using var random = InitialWeights(seed);
        var features = Layers.Chain(
            ("bgr", new ReverseChannels()),
            ("conv1", Layers.Convolution(3, 96, 11, stride: 4)), // 55 × 55
            ("relu1", ReLU(inplace: true)),
            ("norm1", Lrn()),
            ("pool1", Layers.CaffePool()), // 27 × 27
            ("conv2", Layers.Convolution(96, 256, 5, padding: 2, groups: 2)),
            ("relu2", ReLU(inplace: true)),
            ("norm2", Lrn()),
            ("pool2", Layers.CaffePool()), // 13 × 13
            ("conv3", Layers.Convolution(256, 384, 3, padding: 1)),
            ("relu3", ReLU(inplace: true)),
            ("conv4", Layers.Convolution(384, 384, 3, padding: 1, groups: 2)),
            ("relu4", ReLU(inplace: true)),
            ("conv5", Layers.Convolution(384, 256, 3, padding: 1, groups: 2)),
            ("pool5", Layers.CaffePool()), // 6 × 6; before the ReLU: the same result
            ("relu5", ReLU(inplace: true)),
            ("flatten", Flatten()),
            ("fc6", Linear(256 * 6 * 6, 4096)),
            ("relu6", ReLU(inplace: true)),
            ("drop6", Dropout(0.5)),
            ("fc7", Linear(4096, 4096)),
            ("relu7", ReLU(inplace: true)),
            ("drop7", Dropout(0.5)),
            ("bottleneck", Layers.Gaussian(Linear(4096, 256), 0.005, bias: 0.1)));
        var labels = Sequential(("fc", Layers.Gaussian(Linear(256, classCount), 0.01)));
        var domain = Sequential(
            ("fc1", Layers.Gaussian(Linear(256, 1024), 0.01)),
            ("relu1", ReLU(inplace: true)),
            ("drop1", Dropout(0.5)),
            ("fc2", Layers.Gaussian(Linear(1024, 1024), 0.01)),
            ("relu2", ReLU(inplace: true)),
            ("drop2", Dropout(0.5)),
            ("fc3", Layers.Gaussian(Linear(1024, 1), 0.3)));
        if (weights is not null)
        {
            Weights.LoadPart(features, weights, except: ["fc8.", "bottleneck."]);
        }

        var network = new DomainAdversarialNetwork(features, labels, domain) { Normalisation = DomainAdaptation.SqueezeNet.Normalisation };
        network.ScaleLearningRate("", 10, 20);
        network.ScaleLearningRate("features.", 1, 2);
        network.ScaleLearningRate("features.bottleneck.", 10, 20);
        return network;
    }

    // AlexNet's (Krizhevsky et al. 2012, §3.3), with the constants of Caffe's model.
    private static LocalResponseNorm Lrn() => LocalResponseNorm(5, alpha: 1e-4, beta: 0.75, k: 1);
}
