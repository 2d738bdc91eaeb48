using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class SubspaceAlignmentTests
{
    [Fact]
    public void The_alignment_turns_the_components_of_the_source_into_those_of_the_target()
    {
        // Both domains lie in one plane, but what varies most in one varies least in the other: the components are swapped.
        var (source, labels, target, truth) = Swapped();
        var model = SubspaceAlignment.Fit(source, labels, target, components: 2);
        Assert.Equal(SubspaceChoice.Given, model.Choice);
        Assert.Equal(2, model.Components);
        Assert.InRange(model.Accuracy(target, truth), 0.99, 1);

        using var scope = NewDisposeScope();
        var (xs, xt) = (Subspace.Of(source, 2), Subspace.Of(target, 2));
        var m = xs.Basis(2).t().matmul(xt.Basis(2));
        Assert.True(m.abs().allclose(tensor(new[] { 0f, 1, 1, 0 }).reshape(2, 2), atol: 0.02));
        // Without the alignment, coordinates of one domain mean nothing in the other.
        var unaligned = LinearSvm.Fit(xs.Project(source, 2), labels).Accuracy(xt.Project(target, 2), truth);
        Assert.InRange(unaligned, 0, 0.6);
    }

    [Fact]
    public void Alignment_of_all_components_of_equal_domains_changes_nothing()
    {
        var (x, y) = LinearSvmTests.Blobs(200, 3, 6, seed: 1);
        using var pair = new AlignedSubspaces(x, x, 6);
        var model = SubspaceAlignment.Fit(x, y, x, components: 6);
        Assert.InRange(model.Accuracy(x, y), LinearSvm.Fit(x, y).Accuracy(x, y) - 0.02, 1);
        Assert.Equal(6, pair.Available);
    }

    [Theory]
    [InlineData(50, 8)]
    [InlineData(8, 50)]
    public void Principal_components_are_orthonormal_and_hold_the_variance(int samples, int features)
    {
        manual_seed(2);
        using var scope = NewDisposeScope();
        var x = randn(samples, features) * linspace(1, 3, features);
        x -= x.mean([0L], true);
        var basis = PrincipalComponents.Of(x, 5);
        Assert.True(basis.t().matmul(basis).allclose(eye(5), atol: 1e-4));
        var (_, s, _) = linalg.svd(x, fullMatrices: false);
        Assert.True(x.matmul(basis).square().sum([0L]).allclose(s.square()[..5], rtol: 1e-3));
        Assert.True(basis.gather(0, basis.abs().argmax(0, true)).gt(0).all().item<bool>());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)] // as the scores hold them; a product of both types would end the process
    public void A_few_components_of_many_are_found_by_iteration_as_by_decomposition(ScalarType type)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var x = (randn(1000, 900) * linspace(3, 0.1, 900)).to(type);
        var matrix = x.t().matmul(x);
        var (exact, _) = PrincipalComponents.Decompose(matrix, 10);
        var before = get_rng_state();
        var (values, vectors) = PrincipalComponents.Iterate(matrix, 10);
        Assert.True(before.equal(get_rng_state()).all().item<bool>());
        Assert.True(values.allclose(exact, rtol: 2e-3));
        Assert.True(vectors.t().matmul(vectors).allclose(eye(10, dtype: type), atol: 1e-4));
        Assert.Equal([900, 10], PrincipalComponents.Of(x, 10).shape);
    }

    [Fact]
    public void Left_alone_it_chooses_by_reverse_validation_and_uses_no_target_label()
    {
        var (source, labels, target, truth) = Swapped();
        var model = SubspaceAlignment.Fit(source, labels, target);
        Assert.Equal(SubspaceChoice.ReverseValidation, model.Choice);
        Assert.False(model.IsOracle);
        Assert.InRange(model.Accuracy(target, truth), 0.9, 1);
        Assert.Equal(model.Components, SubspaceSearch.ByReverseValidation(source, labels, target));
    }

    [Fact]
    public void The_oracle_is_at_least_as_good_as_any_number_and_says_what_it_is()
    {
        var (source, labels, target, truth) = Swapped();
        var oracle = SubspaceAlignment.FitWithTargetOracle(source, labels, target, target, truth, candidates: [5, 1, 2, 3, 400]);
        Assert.True(oracle.IsOracle);
        Assert.Contains("TARGET LABELS (oracle)", oracle.ToString(), StringComparison.Ordinal);
        foreach (var k in new[] { 1, 2, 3, 5 })
        {
            Assert.True(oracle.Accuracy(target, truth) >= SubspaceAlignment.Fit(source, labels, target, k).Accuracy(target, truth));
        }
    }

    [Fact]
    public void More_components_than_there_are_are_refused()
    {
        var (x, y) = LinearSvmTests.Blobs(30, 2, 4, seed: 3);
        Assert.Contains("There are 4 components; 5 were asked for", Assert.Throws<ArgumentException>(() => SubspaceAlignment.Fit(x, y, x, 5)).Message, StringComparison.Ordinal);
        Assert.Contains("need the same features: 4 and 3", Assert.Throws<ArgumentException>(() => SubspaceAlignment.Fit(x, y, x[.., ..3], 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_fit_stays_behind()
    {
        var (x, y) = LinearSvmTests.Blobs(60, 2, 4, seed: 3);
        _ = SubspaceAlignment.Fit(x, y, x);
        var before = LiveTensors.Count();
        _ = SubspaceAlignment.Fit(x, y, x).Predict(x);
        Assert.Equal(before, LiveTensors.Count());
    }

    // Four classes, one a quadrant of two hidden coordinates; every feature has the same variance, so that z-normalisation leaves the plane as it is.
    private static (Tensor Source, Tensor Labels, Tensor Target, Tensor Truth) Swapped()
    {
        manual_seed(5);
        var (source, labels) = Quadrants(240, 3, 1);
        var (target, truth) = Quadrants(200, 1, 3);
        return (source, labels, target, truth);

        static (Tensor, Tensor) Quadrants(int count, float first, float second)
        {
            var y = arange(count).remainder(4);
            var centres = tensor(new[] { -first, -second, -first, second, first, -second, first, second }).reshape(4, 2);
            var hidden = centres[y] + (randn(count, 2) * 0.2f);
            var mix = tensor(new[] { 1f, 1, 1, 1, 1, 1, 1, -1, 1, -1, 1, -1 }).reshape(2, 6);
            return (hidden.matmul(mix) + (randn(count, 6) * 0.05f), y);
        }
    }
}
