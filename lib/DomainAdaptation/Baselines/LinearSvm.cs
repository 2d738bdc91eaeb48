using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>
/// A linear support vector machine for several classes, one against the rest, as LIBLINEAR's. The digit tables of Ganin &amp;
/// Lempitsky (2014, §4) retrain the last layer of every method's network with one.
/// </summary>
/// <example>
/// <code>
/// var svm = LinearSvm.Fit(Embedding.Of(network, source.WithoutLabels()), source.Labels);
/// var accuracy = svm.Accuracy(Embedding.Of(network, test.WithoutLabels()), test.Labels);
/// </code>
/// </example>
public sealed class LinearSvm
{
    private static readonly double[] DefaultCandidates = [1e-3, 1e-2, 1e-1, 1, 10, 100];

    private readonly float[] weights; // [classes, features], of the features as they come
    private readonly float[] biases; // [classes]

    private LinearSvm(float[] weights, float[] biases, LinearSvmOptions options, int passes, bool converged)
    {
        (this.weights, this.biases) = (weights, biases);
        (Options, Passes, Converged) = (options, passes, converged);
    }

    /// <summary>The settings it was trained with.</summary>
    public LinearSvmOptions Options { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount => biases.Length;

    /// <summary>The number of features of a sample.</summary>
    public int FeatureCount => weights.Length / biases.Length;

    /// <summary>Passes over the samples that the slowest class took.</summary>
    public int Passes { get; }

    /// <summary>Whether every class stopped by the tolerance; false when one ran into the maximum of passes.</summary>
    public bool Converged { get; }

    /// <summary>Trains a machine. The result depends on data, settings and seed alone, not on how many cores there are.</summary>
    /// <param name="features">Floats [N, d].</param>
    /// <param name="labels">int64 [N], from 0.</param>
    /// <param name="options">Settings.</param>
    /// <param name="classCount">The number of classes; 0 means the largest label and one.</param>
    /// <param name="cancellation">Ends the training between two passes.</param>
    /// <exception cref="ArgumentException">The shapes disagree, a feature is no finite number, or there is one class only.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static LinearSvm Fit(
        Tensor features, Tensor labels, LinearSvmOptions? options = null, int classCount = 0, CancellationToken cancellation = default)
    {
        options ??= new LinearSvmOptions();
        options.Validate();
        var truth = FeatureMatrix.Labels(features, labels);
        classCount = Math.Max(classCount, truth.Max() + 1);
        if (truth.Distinct().Count() < 2)
        {
            throw new ArgumentException($"A support vector machine needs samples of two classes at least; all {truth.Length} are of class {truth[0]}.", nameof(labels));
        }

        using var scope = NewDisposeScope();
        var x = FeatureMatrix.Of(features, nameof(features));
        var (mean, factor) = Scale(x, options.Scaling);
        var (shift, scale) = (mean.data<float>().ToArray(), factor.data<float>().ToArray());
        var solver = new DualCoordinateDescent(((x - mean) * factor).data<float>().ToArray(), scale.Length);
        // Of two classes, one's hyperplane is the other's turned round.
        var planes = new DualCoordinateDescent.Hyperplane[classCount == 2 ? 1 : classCount];
        InParallel.For(planes.Length, c => planes[c] = solver.Solve(
            i => truth[i] == c, options, Seeds.Generator(options.Seed, "svm", c), cancellation));

        var (w, b) = (new float[classCount * scale.Length], new float[classCount]);
        for (var c = 0; c < classCount; c++)
        {
            var (plane, sign) = c < planes.Length ? (planes[c], 1) : (planes[0], -1);
            var bias = plane.Bias;
            for (var k = 0; k < scale.Length; k++)
            {
                // w·((x − mean)·factor) + b = (w·factor)·x + (b − (w·factor)·mean)
                var weight = (double)plane.Weights[k] * scale[k];
                w[(c * scale.Length) + k] = (float)(sign * weight);
                bias -= weight * shift[k];
            }

            b[c] = (float)(sign * bias);
        }

        return new LinearSvm(w, b, options, planes.Max(p => p.Passes), planes.All(p => p.Converged));
    }

    /// <summary>Picks C by the accuracy on a fifth of the samples, drawn by the seed and held out. Give it source samples: target labels have no place here.</summary>
    /// <param name="features">Floats [N, d] of the source.</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="options">Settings; their C is not used.</param>
    /// <param name="candidates">What to choose from; by default 0.001, 0.01, …, 100.</param>
    /// <param name="cancellation">Ends the search between two passes.</param>
    /// <returns>The best C; of several, the smallest.</returns>
    /// <exception cref="ArgumentException">There are fewer than 5 samples, no candidates, or what <see cref="Fit"/> does not take.</exception>
    public static double ChooseC(
        Tensor features, Tensor labels, LinearSvmOptions? options = null, IReadOnlyList<double>? candidates = null, CancellationToken cancellation = default)
    {
        options ??= new LinearSvmOptions();
        candidates ??= DefaultCandidates;
        var truth = FeatureMatrix.Labels(features, labels);
        if (truth.Length < 5 || candidates.Count == 0)
        {
            throw new ArgumentException($"C is chosen on a fifth of at least 5 samples, from at least one candidate; there are {truth.Length} samples and {candidates.Count} candidates.", nameof(features));
        }

        using var scope = NewDisposeScope();
        var order = Enumerable.Range(0, truth.Length).Select(i => (long)i).ToArray();
        Seeds.Generator(options.Seed, "svm held out").Shuffle(order);
        var (held, rest) = (tensor(order[..(order.Length / 5)]), tensor(order[(order.Length / 5)..]));
        var (x, y) = (FeatureMatrix.Of(features, nameof(features)), labels.cpu());
        var (heldX, heldY, restX, restY) = (x[held], y[held], x[rest], y[rest]);
        return candidates.Order()
            .MaxBy(c => Fit(restX, restY, options.With(c: c), truth.Max() + 1, cancellation).Accuracy(heldX, heldY));
    }

    /// <summary>The class of each sample.</summary>
    /// <param name="features">Floats [N, d].</param>
    public int[] Predict(Tensor features)
    {
        using var decisions = Decisions(features);
        using var classes = decisions.argmax(1);
        return Array.ConvertAll(classes.data<long>().ToArray(), c => (int)c);
    }

    /// <summary>w·x + b of each sample and class; the largest is the prediction.</summary>
    /// <param name="features">Floats [N, d].</param>
    /// <returns>float32 [N, classes] on the CPU; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The samples have another number of features.</exception>
    public Tensor Decisions(Tensor features)
    {
        using var scope = NewDisposeScope();
        var x = FeatureMatrix.Of(features, nameof(features));
        if (x.shape[1] != FeatureCount)
        {
            throw new ArgumentException($"The machine was trained on {FeatureCount} features, these samples have {x.shape[1]}.", nameof(features));
        }

        return (x.matmul(tensor(weights).reshape(ClassCount, FeatureCount).t()) + tensor(biases)).MoveToOuterDisposeScope();
    }

    /// <summary>The share of samples that are put into the right class.</summary>
    /// <param name="features">Floats [N, d].</param>
    /// <param name="labels">int64 [N].</param>
    public double Accuracy(Tensor features, Tensor labels) =>
        Predict(features).Zip(FeatureMatrix.Labels(features, labels), (p, t) => p == t ? 1.0 : 0.0).Average();

    private static (Tensor Mean, Tensor Factor) Scale(Tensor x, FeatureScaling scaling)
    {
        if (scaling == FeatureScaling.PerFeature)
        {
            var (mean, factor) = FeatureMatrix.Standard(x);
            return (mean, factor / Math.Sqrt(x.shape[1]));
        }

        var length = scaling == FeatureScaling.Common ? Math.Sqrt(x.square().sum(1).mean().item<float>()) : 1;
        return (zeros_like(x[0]), full_like(x[0], length > 0 ? 1 / length : 1));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"linear SVM of {FeatureCount} features and {ClassCount} classes, C = {Options.C}, {(Converged ? "converged after" : "stopped at the limit of")} {Passes} passes");
}
