using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class KeypointsTests
{
    private static readonly Keypoints Task = new(points: 3, first: 0, second: 1, limit: 0.1);

    [Fact]
    public void The_error_is_in_units_of_the_distance_of_the_two_points()
    {
        using var scope = NewDisposeScope();
        // The eyes are 5 apart (3, 4); errors 0, 1 and 2 make a mean of 1, which is 0.2 units. The second sample is right; the third is off by 0.05 units.
        var labels = tensor([0f, 0, 3, 4, 9, 9, 0, 0, 0, 2, 1, 1, 0, 0, 2, 0, 1, 1], [3, 3, 2]);
        var said = tensor([0f, 0, 3, 5, 11, 9, 0, 0, 0, 2, 1, 1, 0.1f, 0, 2, 0.1f, 1, 1.1f], [3, 3, 2]);
        var result = Task.Measure(said, labels);
        Assert.Equal((0.2 + 0 + 0.05) / 3, result.Measures[Measure.NormalisedError], 6);
        Assert.Equal(1 / 3.0, result.Measures[Measure.Failures], 12);
        // The share with an error up to x: 1/3 from 0 on, 2/3 from 0.05 on; its mean up to 0.1.
        Assert.Equal(((1 / 3.0) + (2 / 3.0)) / 2, result.Value, 5);
        Assert.DoesNotContain(Measure.WithoutUnit, result.Measures.Keys);
    }

    [Fact]
    public void A_sample_whose_two_points_coincide_is_left_out_and_counted()
    {
        using var scope = NewDisposeScope();
        var labels = tensor([1f, 1, 1, 1, 0, 0, 0, 0, 0, 1, 5, 5], [2, 3, 2]);
        var result = Task.Measure(labels + 0.05f, labels);
        Assert.Equal(1, result.Measures[Measure.WithoutUnit]);
        Assert.Equal(0.05 * Math.Sqrt(2), result.Measures[Measure.NormalisedError], 5);
        Assert.Contains("In no sample are the points 0 and 1 apart", Assert.Throws<ArgumentException>(() => Task.Measure(labels[..1], labels[..1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 0.1252763)] // 0.1 ln(1 + 2.5)
    [InlineData(-0.05, 0.1252763)]
    [InlineData(0.1, 0.1791759)] // 0.1 ln 6: both branches agree
    [InlineData(0.3, 0.3791759)] // 0.3 − (0.1 − 0.1 ln 6)
    public void The_wing_loss_is_logarithmic_near_and_linear_far(double deviation, double expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(6 * expected, Task.Loss(full([2, 3, 2], deviation, ScalarType.Float32), zeros(2, 3, 2)).item<float>(), 5); // three points of two coordinates
    }

    [Fact]
    public void Its_gradient_is_that_of_difference_quotients()
    {
        using var scope = NewDisposeScope();
        var outputs = tensor([0.03f, -0.07f, 0.2f, -0.4f, 0.012f, 0.15f], [1, 3, 2], requires_grad: true);
        Task.Loss(outputs, zeros(1, 3, 2)).backward();
        var gradient = outputs.grad!.flatten().data<float>().ToArray();
        const double step = 1e-3;
        for (var i = 0; i < gradient.Length; i++)
        {
            double At(double by)
            {
                var moved = outputs.detach().clone();
                moved.flatten()[i] += (float)by;
                return Task.Loss(moved, zeros(1, 3, 2)).item<float>();
            }

            Assert.Equal((At(step) - At(-step)) / (2 * step), gradient[i], 0.01);
        }
    }

    [Fact]
    public void A_task_with_points_has_no_classes_and_says_what_to_use()
    {
        Assert.Contains("use one that aligns features", Assert.Throws<NotSupportedException>(() => ((ITask)Task).ClassLogits(zeros(1))).Message, StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        Assert.Contains("need float32 labels [2, 3, 2]", Assert.Throws<ArgumentException>(() => LabelledDomain.WithTask("faces", zeros(2, 5), zeros(2, 2), Task)).Message, StringComparison.Ordinal);
        Assert.Contains("a label is no number", Assert.Throws<ArgumentException>(() => LabelledDomain.WithTask("faces", zeros(2, 5), full([2, 3, 2], float.NaN), Task)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Keypoints(5, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Keypoints(5, 2, 2));
    }
}
