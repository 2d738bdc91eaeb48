using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// Subspace alignment (Fernando et al. 2013, "Unsupervised Visual Domain Adaptation Using Subspace Alignment", Algorithm 1), the
/// baseline of Ganin &amp; Lempitsky (2014, §4).
/// </summary>
/// <remarks>
/// Xs and Xt [d, k] are the first k principal components of either domain's z-normalised features. M = Xs'Xt turns the source's
/// subspace into the target's; a linear SVM learns from the source samples in Xs·M and is applied to target samples in Xt.
/// </remarks>
public sealed class SubspaceAlignment
{
    private readonly Subspace target;

    internal SubspaceAlignment(Subspace target, LinearSvm svm, int components, SubspaceChoice choice)
    {
        this.target = target;
        (Svm, Components, Choice) = (svm, components, choice);
    }

    /// <summary>The number of components, k.</summary>
    public int Components { get; }

    /// <summary>Who chose it.</summary>
    public SubspaceChoice Choice { get; }

    /// <summary>Whether target labels had a say: then the accuracy is an oracle's.</summary>
    public bool IsOracle => Choice == SubspaceChoice.OracleTargetLabels;

    /// <summary>The classifier, of aligned samples.</summary>
    public LinearSvm Svm { get; }

    /// <summary>Aligns two domains and trains the classifier, without any target label.</summary>
    /// <param name="source">Source features, floats [N, d], such as those of a source-only network (<see cref="Embedding"/>).</param>
    /// <param name="sourceLabels">int64 [N].</param>
    /// <param name="target">Target features, floats [M, d].</param>
    /// <param name="components">The number of components; 0 has it chosen by reverse validation among 2 to 60 (see <see cref="SubspaceSearch.ByReverseValidation"/>).</param>
    /// <param name="options">Settings of the SVM. The scaling is always <see cref="FeatureScaling.Common"/>: scaled one by one, the components would not be aligned any more.</param>
    /// <param name="cancellation">Ends the work between two passes of an SVM.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or there are fewer components than asked for.</exception>
    public static SubspaceAlignment Fit(
        Tensor source, Tensor sourceLabels, Tensor target, int components = 0, LinearSvmOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(components);
        options ??= new LinearSvmOptions();
        var choice = components == 0 ? SubspaceChoice.ReverseValidation : SubspaceChoice.Given;
        if (components == 0)
        {
            components = SubspaceSearch.ByReverseValidation(source, sourceLabels, target, options: options, cancellation: cancellation);
        }

        using var pair = new AlignedSubspaces(source, target, components);
        return pair.Fit(sourceLabels, components, options, choice, cancellation);
    }

    /// <summary>
    /// The paper's protocol: the number of components with the best accuracy on labelled TARGET samples. What comes out is an oracle's result, and says so.
    /// </summary>
    /// <param name="source">Source features, floats [N, d].</param>
    /// <param name="sourceLabels">int64 [N].</param>
    /// <param name="target">Target features, floats [M, d].</param>
    /// <param name="oracleTarget">Labelled target features; the paper takes the very test set.</param>
    /// <param name="oracleTargetLabels">Their labels, int64.</param>
    /// <param name="candidates">What to choose from; by default 2 to 60, as in the paper, as far as there are components.</param>
    /// <param name="options">Settings of the SVM.</param>
    /// <param name="cancellation">Ends the work between two passes of an SVM.</param>
    /// <exception cref="ArgumentException">The shapes disagree.</exception>
    public static SubspaceAlignment FitWithTargetOracle(
        Tensor source,
        Tensor sourceLabels,
        Tensor target,
        Tensor oracleTarget,
        Tensor oracleTargetLabels,
        IReadOnlyList<int>? candidates = null,
        LinearSvmOptions? options = null,
        CancellationToken cancellation = default)
    {
        candidates ??= [.. Enumerable.Range(2, 59)];
        if (candidates.Count == 0)
        {
            throw new ArgumentException("There are no numbers of components to choose from.", nameof(candidates));
        }

        using var pair = new AlignedSubspaces(source, target, candidates.Max());
        return candidates.Order().Where(k => k <= pair.Available).DefaultIfEmpty(pair.Available)
            .Select(k => pair.Fit(sourceLabels, k, options ?? new LinearSvmOptions(), SubspaceChoice.OracleTargetLabels, cancellation))
            .MaxBy(model => model.Accuracy(oracleTarget, oracleTargetLabels))!;
    }

    /// <summary>The class of each target sample.</summary>
    /// <param name="features">Target features, floats [N, d], not normalised.</param>
    public int[] Predict(Tensor features)
    {
        using var aligned = Align(features);
        return Svm.Predict(aligned);
    }

    /// <summary>The share of target samples that are put into the right class.</summary>
    /// <param name="features">Target features, floats [N, d].</param>
    /// <param name="labels">int64 [N].</param>
    public double Accuracy(Tensor features, Tensor labels)
    {
        using var aligned = Align(features);
        return Svm.Accuracy(aligned, labels);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"subspace alignment, {Components} components {Choice switch
    {
        SubspaceChoice.Given => "as asked for",
        SubspaceChoice.ReverseValidation => "chosen by reverse validation",
        _ => "chosen by TARGET LABELS (oracle)",
    }}");

    private Tensor Align(Tensor features)
    {
        using var scope = NewDisposeScope();
        return target.Project(FeatureMatrix.Of(features, nameof(features)), Components).MoveToOuterDisposeScope();
    }
}
