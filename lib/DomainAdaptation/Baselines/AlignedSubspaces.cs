using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Two domains' subspaces, computed once for any number of components up to a limit.</summary>
internal sealed class AlignedSubspaces : IDisposable
{
    private readonly Subspace sourceSpace;
    private readonly Subspace targetSpace;
    private readonly Tensor sourceCoordinates; // [N, components]
    private readonly Tensor alignment; // M = Xs'Xt, of which k components need the first k rows and columns

    public AlignedSubspaces(Tensor source, Tensor target, int components)
    {
        using var scope = NewDisposeScope();
        var (xs, xt) = (FeatureMatrix.Of(source, nameof(source)), FeatureMatrix.Of(target, nameof(target)));
        if (xs.shape[1] != xt.shape[1])
        {
            throw new ArgumentException($"Source and target need the same features: {xs.shape[1]} and {xt.shape[1]}.", nameof(target));
        }

        (sourceSpace, targetSpace) = (Subspace.Of(xs, components), Subspace.Of(xt, components));
        sourceCoordinates = sourceSpace.Project(xs, sourceSpace.Components).DetachFromDisposeScope();
        alignment = sourceSpace.Basis(sourceSpace.Components).t().matmul(targetSpace.Basis(targetSpace.Components)).DetachFromDisposeScope();
    }

    /// <summary>The number of components that there are.</summary>
    public int Available => Math.Min(sourceSpace.Components, targetSpace.Components);

    public SubspaceAlignment Fit(Tensor labels, int components, LinearSvmOptions options, SubspaceChoice choice, CancellationToken cancellation, int classCount = 0)
    {
        if (components > Available)
        {
            throw new ArgumentException($"There are {Available} components; {components} were asked for. A domain has no more than it has samples or features.", nameof(components));
        }

        using var scope = NewDisposeScope();
        var aligned = sourceCoordinates.narrow(1, 0, components).matmul(alignment.narrow(0, 0, components).narrow(1, 0, components)); // [N, k]
        var svm = LinearSvm.Fit(aligned, labels, options.With(scaling: FeatureScaling.Common), classCount, cancellation);
        return new SubspaceAlignment(targetSpace, svm, components, choice);
    }

    public void Dispose()
    {
        sourceCoordinates.Dispose();
        alignment.Dispose();
    }
}
