using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>
/// Reverse validation (JMLR 2016, §5.1.2, after Zhong et al. 2010): what the network says of the target is taken as labels, a second
/// classifier is trained on them, and its accuracy is measured on the source, whose labels are known.
/// </summary>
/// <remarks>
/// The paper trains the whole network a second time. Here the second classifier is linear, by ridge regression on the
/// network's own features, so that every epoch can be judged.
/// </remarks>
public sealed class ReverseValidation : IScorer
{
    private const double Ridge = 1e-3; // of a feature's variance

    /// <inheritdoc/>
    public string Name => "reverse-validation";

    /// <inheritdoc/>
    public double Score(HeldOut held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var (mean, deviation) = FeatureMatrix.Standard(held.TargetFeatures);
        var x = Augmented((held.TargetFeatures - mean) * deviation);
        var labels = one_hot(held.TargetLogits.argmax(1), held.TargetLogits.size(1)).to(ScalarType.Float64);
        var gram = x.t().matmul(x) + (Ridge * x.size(0) * eye(x.size(1), dtype: ScalarType.Float64));
        var weights = linalg.solve(gram, x.t().matmul(labels));
        var predicted = Augmented((held.SourceFeatures - mean) * deviation).matmul(weights).argmax(1);
        return predicted.eq(held.SourceLabels).to(ScalarType.Float64).mean().item<double>();
    }

    // A column of ones stands for the bias.
    private static Tensor Augmented(Tensor x) => cat([x, ones(x.size(0), 1, dtype: ScalarType.Float64)], 1);
}
