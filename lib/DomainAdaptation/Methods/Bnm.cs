using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace DomainAdaptation;

/// <summary>Batch nuclear-norm maximisation (Cui et al. 2020): Ly − w · ‖Y‖_* / n with the target's class probabilities Y: sure and diverse predictions at once.</summary>
public sealed class Bnm : AdaptationMethod
{
    private readonly double weight;

    /// <summary>Makes the method.</summary>
    /// <param name="weight">w; the authors take 1.</param>
    public Bnm(double weight = 1)
        : base(Description) => this.weight = weight;

    /// <summary>What the method is.</summary>
    public static MethodDescription Description { get; } = new("bnm", "Batch nuclear-norm maximisation (BNM)", "Cui et al. 2020", Reads: OutputsRead.Classes);

    /// <inheritdoc/>
    public override Losses Step(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Losses.Of(step.LabelLoss(), "nuclear norm", NuclearNorm(softmax(step.UnlabelledLogits.Wide(), 1)), -weight);
    }

    /// <summary>The sum of the singular values, divided by the number of rows.</summary>
    /// <param name="matrix">[n, classes].</param>
    public static Tensor NuclearNorm(Tensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return linalg.svdvals(matrix).sum() / matrix.size(0);
    }
}
