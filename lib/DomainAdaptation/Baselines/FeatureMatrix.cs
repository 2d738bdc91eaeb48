using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What baselines and evaluation ask of features: a finite matrix, and as many labels.</summary>
internal static class FeatureMatrix
{
    /// <summary>The features as float32 [N, d] on the CPU, side by side in memory, without a gradient.</summary>
    public static Tensor Of(Tensor features, string name)
    {
        ArgumentNullException.ThrowIfNull(features, name);
        if (features.dim() != 2 || features.shape[0] == 0 || features.shape[1] == 0 || !features.is_floating_point())
        {
            throw new ArgumentException($"Features must be floats [N, d], not {features.dtype} [{string.Join(", ", features.shape)}].", name);
        }

        using var scope = NewDisposeScope();
        var x = features.detach().to(ScalarType.Float32).cpu().contiguous();
        if (!x.isfinite().all().item<bool>())
        {
            throw new ArgumentException("Some features are NaN or infinite: the network they come from has diverged, or an input is broken.", name);
        }

        return x.MoveToOuterDisposeScope();
    }

    /// <summary>The labels of features, which must be as many and not negative.</summary>
    public static int[] Labels(Tensor features, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.dtype != ScalarType.Int64 || labels.dim() != 1 || features.dim() != 2 || labels.shape[0] != features.shape[0])
        {
            throw new ArgumentException(
                $"Features [N, d] need labels int64 [N]; these are [{string.Join(", ", features.shape)}] and {labels.dtype} [{string.Join(", ", labels.shape)}].", nameof(labels));
        }

        using var scope = NewDisposeScope();
        var truth = Array.ConvertAll(labels.cpu().contiguous().data<long>().ToArray(), l => checked((int)l));
        return truth.Min() >= 0 ? truth : throw new ArgumentException($"Labels are numbered from 0; one is {truth.Min()}.", nameof(labels));
    }

    /// <summary>The mean of each feature, and what brings its deviation to 1; 0 where a feature does not vary.</summary>
    /// <param name="x">float32 [N, d].</param>
    public static (Tensor Mean, Tensor Factor) Standard(Tensor x)
    {
        using var scope = NewDisposeScope();
        var mean = x.mean([0L]);
        var deviation = (x - mean).square().mean([0L]).sqrt();
        // Rounding makes a constant vary a little, which must not be blown up.
        var varies = deviation > ((mean.abs() + deviation.max()) * 1e-6);
        var factor = where(varies, deviation.reciprocal(), zeros_like(deviation));
        return (mean.MoveToOuterDisposeScope(), factor.MoveToOuterDisposeScope());
    }
}
