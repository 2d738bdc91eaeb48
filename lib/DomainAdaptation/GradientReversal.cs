using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// The gradient reversal layer: R(x) = x going forward, dR/dx = −λI going backward
/// (Ganin &amp; Lempitsky 2014, §3.2, the pseudo-function R_λ).
/// </summary>
/// <remarks>
/// Placed between the feature extractor and the domain classifier, it lets one descent step train the classifier to tell the
/// domains apart and the features to make that impossible. λ scales only what flows into the features. As a module it fits
/// between any two others; <see cref="Apply"/> is the same layer with λ handed in at each call.
/// </remarks>
public sealed class GradientReversal : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="lambda">λ, how strongly the reversed gradient counts; 1 is the plain reversal.</param>
    public GradientReversal(double lambda = 1)
        : base(nameof(GradientReversal))
    {
        Lambda = lambda;
    }

    /// <summary>λ. Nothing but its owner changes it: there is no counter in here.</summary>
    public double Lambda { get; set; }

    /// <summary>R_λ(x): the features themselves, whose gradient will be multiplied by −λ.</summary>
    /// <param name="features">Features of any shape and floating type.</param>
    /// <param name="lambda">λ.</param>
    /// <returns>A tensor equal to <paramref name="features"/>, of the same shape; the caller disposes it.</returns>
    public static Tensor Apply(Tensor features, double lambda)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Reversal.apply(features, lambda);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Apply(input, Lambda);

    private sealed class Reversal : autograd.SingleTensorFunction<Reversal>
    {
        public override string Name => nameof(GradientReversal);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("lambda", vars[1]);
            return ((Tensor)vars[0]).alias();
        }

        // Nothing here may throw: an exception in a backward function would end the process.
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var factor = (-(double)ctx.get_data("lambda")).ToScalar();
            return [grad_output * factor, null!];
        }
    }
}
