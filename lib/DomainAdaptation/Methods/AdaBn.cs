using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Adaptive batch normalisation (Li et al. 2016): the label loss of the source alone; of the target only the batch statistics are learned.</summary>
/// <remarks>It needs a network with statistics for each domain (<see cref="DomainBatchNorm"/>); without, it is source-only.</remarks>
public sealed class AdaBn : AdaptationMethod
{
    /// <summary>Makes the method.</summary>
    public AdaBn()
        : base(Description)
    {
    }

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("adabn", "Adaptive batch normalisation (AdaBN)", "Li et al. 2016");

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss()); // the features of both domains are made for it, and with them the statistics
    }
}
