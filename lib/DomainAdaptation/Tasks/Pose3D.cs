using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The joints of a body in space: squared error, and distances to the true joints in millimetres. Labels are float32 [N, joints, 3] in millimetres.</summary>
/// <remarks>
/// Poses are compared relative to the root joint. The headline is PCK: the share of joints that are at most 150 mm off (Mehta et al. 2017).
/// </remarks>
public sealed record Pose3D : ITask
{
    private const double Near = 150; // mm
    private const int Thresholds = 31; // 0, 5, …, 150 mm

    /// <summary>Names the task.</summary>
    /// <param name="joints">The number of joints, two at least.</param>
    /// <param name="root">The joint that poses are relative to, usually the pelvis.</param>
    /// <param name="parents">The joint that each joint hangs on, −1 for none: the bones in pictures. None when null; it makes no other task.</param>
    public Pose3D(int joints, int root = 0, IReadOnlyList<int>? parents = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(joints, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(root);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(root, joints);
        if (parents is not null && (parents.Count != joints || parents.Any(p => p < -1 || p >= joints)))
        {
            throw new ArgumentException($"{joints} joints have as many parents, each −1 or a joint.", nameof(parents));
        }

        (Joints, Root, Parents) = (joints, root, parents ?? []);
    }

    /// <summary>The number of joints.</summary>
    public int Joints { get; }

    /// <summary>The joint that poses are relative to.</summary>
    public int Root { get; }

    /// <summary>The joint that each joint hangs on, −1 for none; empty where that is not known.</summary>
    public IReadOnlyList<int> Parents { get; }

    /// <inheritdoc/>
    public int ClassCount => 0;

    /// <inheritdoc/>
    public string Metric => "joints within 150 mm";

    /// <inheritdoc/>
    public void Check(string name, Tensor labels, int count, IReadOnlyList<long> sampleShape)
    {
        Coordinates.Check(name, labels, count, Joints, 3);
    }

    /// <summary>x, y and z of each joint, in metres: numbers near 1 are what layers start from.</summary>
    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> sampleShape) => [Joints, 3];

    /// <summary>The mean squared error, in square metres, of joints relative to the root: outputs are to have it at 0.</summary>
    public Tensor Loss(Tensor outputs, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labels);
        // Taken relative to their own root, the outputs would all hang on one, whose step would have to be small.
        return (outputs.to(ScalarType.Float32) - (Relative(labels) / 1000)).square().mean();
    }

    /// <summary>The joints in millimetres.</summary>
    public Tensor Predict(Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.to(ScalarType.Float32) * 1000;
    }

    /// <summary>MPJPE; PA-MPJPE, after the similarity that fits best; PCK at 150 mm; and the mean of PCK at 0, 5, …, 150 mm. The root, which is where it is, counts in the second alone.</summary>
    public TaskResult Measure(Tensor predicted, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var (found, truth) = (Relative(predicted.to(ScalarType.Float64)), Relative(labels.to(ScalarType.Float64)));
        var others = tensor(Enumerable.Range(0, Joints).Where(j => j != Root).Select(j => (long)j).ToArray());
        var distances = Coordinates.Distances(found, truth).index_select(1, others);
        double Within(double millimetres) => distances.le(millimetres.ToScalar()).to(ScalarType.Float64).mean().item<double>();
        return new(
            Within(Near),
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                [DomainAdaptation.Measure.JointError] = distances.mean().item<double>(),
                [DomainAdaptation.Measure.AlignedJointError] = Coordinates.Distances(Coordinates.Align(found, truth), truth).mean().item<double>(),
                [DomainAdaptation.Measure.AreaUnderJoints] = Enumerable.Range(0, Thresholds).Average(i => Within(Near * i / (Thresholds - 1))),
            },
            []);
    }

    /// <summary>Whether it is the same task.</summary>
    public bool Equals(Pose3D? other) => other is not null && (Joints, Root) == (other.Joints, other.Root);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Joints, Root);

    /// <inheritdoc/>
    public override string ToString() => $"{Joints} joints relative to {Root}";

    private Tensor Relative(Tensor joints) => joints - joints.narrow(1, Root, 1);
}
