using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class Pose3DTests
{
    private static readonly float[] Body = [0, 0, 0, 100, 0, 0, 0, 200, 0, 0, 0, 300];
    private static readonly Pose3D Task = new(joints: 4);

    [Fact]
    public void Errors_are_distances_relative_to_the_root()
    {
        using var scope = NewDisposeScope();
        var truth = tensor(Body, [1, 4, 3]);
        var moved = truth.clone();
        moved[0, 1] += tensor([150f, 0, 0]); // at 150 mm: still near
        moved[0, 2] += tensor([0f, 90, 120]); // 150 again, by Pythagoras
        moved[0, 3] += tensor([0f, 0, 151]);
        var result = Task.Measure(moved + 1000, truth); // where all of it is does not matter
        Assert.Equal((150 + 150 + 151) / 3.0, result.Measures[Measure.JointError], 3);
        Assert.Equal(2 / 3.0, result.Value, 12);
        // Of the thresholds 0, 5, …, 150 only the last is reached, by two of three.
        Assert.Equal(2 / 3.0 / 31, result.Measures[Measure.AreaUnderJoints], 9);
    }

    [Fact]
    public void A_pose_that_is_turned_scaled_and_moved_aligns_and_a_mirrored_one_does_not()
    {
        using var scope = NewDisposeScope();
        var truth = tensor(Body, [1, 4, 3]);
        var (c, s) = (MathF.Cos(0.7f), MathF.Sin(0.7f));
        var turned = truth.matmul(tensor([c, s, 0, -s, c, 0, 0, 0, 1], [3, 3])) * 2.5f;
        Assert.Equal(0, Aligned(turned + 40, truth), 3);
        Assert.True(Task.Measure(turned, truth).Measures[Measure.JointError] > 100);
        // Found by minimising over rotations, scales and shifts, without a singular value.
        Assert.Equal(Mirrored, Aligned(truth * tensor([-1f, 1, 1]), truth), 2);
    }

    [Fact]
    public void Joints_on_a_line_align_and_joints_in_one_place_stay_one()
    {
        using var scope = NewDisposeScope();
        var line = tensor([0f, 0, 0, 1, 0, 0, 2, 0, 0, 5, 0, 0], [1, 4, 3]) * 100;
        var other = tensor([0f, 0, 0, 0, 1, 0, 0, 2, 0, 0, 5, 0], [1, 4, 3]) * 30;
        Assert.Equal(0, Aligned(other, line), 3);
        // Then the best is the middle of the truth, at 200: distances 200, 100, 0, 300.
        Assert.Equal(150, Aligned(zeros(1, 4, 3), line), 3);
        Assert.True(double.IsFinite(Aligned(line, zeros(1, 4, 3))));
    }

    [Fact]
    public void The_loss_is_in_square_metres_and_predictions_are_in_millimetres()
    {
        using var scope = NewDisposeScope();
        var outputs = zeros(1, 4, 3);
        // (0.1² + 0.2² + 0.3²) / 12
        Assert.Equal(0.14 / 12, Task.Loss(outputs, tensor(Body, [1, 4, 3])).item<float>(), 6);
        Assert.Equal(0.14 / 12, Task.Loss(outputs, tensor(Body, [1, 4, 3]) + 500).item<float>(), 6); // where the body stands does not matter
        Assert.Equal(9, Task.Loss(outputs + 3, zeros(1, 4, 3)).item<float>(), 5);
        Assert.Equal(1000, Task.Predict(ones(1, 4, 3))[0, 0, 0].item<float>());
    }

    [Fact]
    public void Bones_make_no_other_task_and_must_be_a_skeleton()
    {
        Assert.Equal(Task, new Pose3D(4, parents: [-1, 0, 1, 0]));
        Assert.NotEqual(Task, new Pose3D(4, root: 1));
        Assert.Throws<ArgumentException>(() => new Pose3D(4, parents: [-1, 0, 4, 0]));
        Assert.Throws<ArgumentException>(() => new Pose3D(4, parents: [-1]));
    }

    private const double Mirrored = 55.0938;

    private static double Aligned(Tensor said, Tensor truth) => Task.Measure(said, truth).Measures[Measure.AlignedJointError];
}
