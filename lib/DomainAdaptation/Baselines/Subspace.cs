using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A domain's z-normalisation and principal components, kept as plain numbers: nobody need dispose a fitted model.</summary>
internal sealed class Subspace
{
    private readonly float[] mean;
    private readonly float[] factor;
    private readonly float[] basis; // [d, components]

    private Subspace(float[] mean, float[] factor, float[] basis) => (this.mean, this.factor, this.basis) = (mean, factor, basis);

    public int Features => mean.Length;

    public int Components => basis.Length / mean.Length;

    /// <param name="x">Samples, float32 [N, d].</param>
    /// <param name="count">The number of components to keep, if there are as many.</param>
    public static Subspace Of(Tensor x, int count)
    {
        using var scope = NewDisposeScope();
        var (mean, factor) = FeatureMatrix.Standard(x);
        var components = PrincipalComponents.Of((x - mean) * factor, count);
        return new Subspace(mean.data<float>().ToArray(), factor.data<float>().ToArray(), components.data<float>().ToArray());
    }

    /// <summary>The first components as columns: float32 [d, count].</summary>
    public Tensor Basis(int count)
    {
        using var all = tensor(basis).reshape(Features, Components);
        return all.narrow(1, 0, count).contiguous();
    }

    /// <summary>Coordinates of samples in the first components.</summary>
    /// <param name="x">float32 [N, d].</param>
    /// <param name="count">How many components.</param>
    /// <returns>float32 [N, count].</returns>
    public Tensor Project(Tensor x, int count)
    {
        if (x.shape[1] != Features)
        {
            throw new ArgumentException($"These samples have {x.shape[1]} features; the subspace is one of {Features}.", nameof(x));
        }

        using var scope = NewDisposeScope();
        return ((x - tensor(mean)) * tensor(factor)).matmul(Basis(count)).MoveToOuterDisposeScope();
    }
}
