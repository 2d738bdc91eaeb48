using TorchSharp;

namespace DomainAdaptation;

/// <summary>Numbers for libtorch that are never collected.</summary>
/// <remarks>
/// Where a number is handed to a tensor operation, TorchSharp makes a <see cref="Scalar"/> with a finaliser and keeps no reference
/// to it during the call: a garbage collection on another thread can free it while libtorch reads it. It was seen once in
/// some hundred thousand steps of tensor operations, and once in some thousand calls of TorchScript, which take longer; so the training step takes its
/// numbers from here, or holds them with <c>using</c>.
/// </remarks>
internal static class Scalars
{
    public static readonly Scalar Zero = 0.ToScalar();

    public static readonly Scalar One = 1.ToScalar();

    /// <summary>Keeps a deviation of zero from dividing: a flat image stays 0.</summary>
    public static readonly Scalar Flat = 1e-3.ToScalar();
}
