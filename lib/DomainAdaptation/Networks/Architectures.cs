using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The paper's networks by name (JMLR 2016, Figure 4; the same in Ganin &amp; Lempitsky 2014).</summary>
/// <remarks>
/// Weights start as PyTorch's layers do, uniform in ±1/√(inputs): the paper states no initialisation. The seed decides them
/// and touches no other random numbers. A network whose name ends in BatchNorm has the paper's layers with two ingredients
/// that are younger than the paper: batch normalisation, with statistics for each domain in the features
/// (<see cref="DomainBatchNorm"/>) and common ones in Gd, and dropout of whole feature maps, 0.5, behind conv2.
/// </remarks>
public static partial class Architectures
{
    internal static RandomScope InitialWeights(int seed) => RandomScope.Begin(Seeds.Derive(seed, "initial weights"));

    // The two ingredients of the networks that are called BatchNorm; null leaves a layer out.
    private static DomainBatchNorm? Norm(bool batchNorm, int channels) => batchNorm ? new DomainBatchNorm(channels) : null;

    private static TorchSharp.Modules.Dropout2d? MapDropout(bool batchNorm) => batchNorm ? nn.Dropout2d(0.5) : null;

    private static IEnumerable<long> Wide(IReadOnlyList<int> widths) => widths.Select(w => (long)w);
}
