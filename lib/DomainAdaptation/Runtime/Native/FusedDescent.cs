using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Gradient descent with momentum for many weights in one pass over memory, where single operations take three.</summary>
/// <remarks>
/// TorchSharp does not wrap libtorch's operation; TorchScript reaches it. It reads memory as it lies, so velocities are laid out like
/// their parameters (gradients are anyway). A part of the <see cref="FastPath"/> that is tried before it is trusted.
/// </remarks>
internal static class FusedDescent
{
    private const string Script = """
        def descend(weights: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, momentum: float, decay: float) -> int:
            torch._fused_sgd_(weights, gradients, velocities, lr=rate, momentum=momentum, weight_decay=decay, dampening=0.0, nesterov=False, maximize=False, is_first_step=False)
            return len(weights)

        """;

    private static readonly Lazy<jit.CompilationUnit> Functions = new(() => jit.compile(Script));

    /// <summary>v ← m·v + g + d·θ, then θ ← θ − μ·v.</summary>
    public static void Step(Tensor[] weights, Tensor[] gradients, Tensor[] velocities, double rate, double momentum, double decay)
    {
        using Scalar mu = rate.ToScalar(), keep = momentum.ToScalar(), shrink = decay.ToScalar(); // held here: see Scalars
        Functions.Value.invoke("descend", weights, gradients, velocities, mu, keep, shrink);
    }
}
