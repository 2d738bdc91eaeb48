using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class SegmentationTests
{
    private static readonly Segmentation Task = new(3, ignore: 255);

    [Fact]
    public void The_mean_IoU_is_that_of_one_confusion_matrix_without_what_counts_nowhere()
    {
        // true 0 0 1 · 1 1 –      said 0 1 1 · 1 0 2
        var result = Measured([0, 0, 1, 1, 1, 255], [0, 1, 1, 1, 0, 2]);
        // Class 0: 1 of 3 that are it or said to be; class 1: 2 of 4; class 2 is neither there nor said where it counts.
        Assert.Equal(((1 / 3.0) + (2 / 4.0)) / 2, result.Value, 12);
        Assert.Equal(3 / 5.0, result.Measures[Measure.PixelAccuracy], 12);
        Assert.Equal([[1, 1, 0], [1, 2, 0], [0, 0, 0]], result.Confusion);
    }

    [Fact]
    public void A_class_that_is_said_and_not_there_counts_as_0()
    {
        var result = Measured([0, 0, 0, 0, 1, 1], [0, 0, 0, 2, 1, 1]);
        Assert.Equal((0.75 + 1 + 0) / 3, result.Value, 12);
        Assert.Equal([0.75, 1, 0], new ConfusionMatrix(result.Confusion).IntersectionOverUnion);
        Assert.Equal(result.Value, new ConfusionMatrix(result.Confusion).MeanIntersectionOverUnion, 12);
        Assert.Equal([1, null], new ConfusionMatrix([[4, 0], [0, 0]]).IntersectionOverUnion);
    }

    [Fact]
    public void The_loss_is_the_mean_over_the_pixels_that_count_and_0_where_none_does()
    {
        using var scope = NewDisposeScope();
        var logits = tensor([1f, 0, 2, 0, 3, 0], [1, 3, 1, 2]); // two pixels: logits (1, 2, 3) and (0, 0, 0)
        static double LogSum(params double[] x) => Math.Log(x.Sum(Math.Exp));
        Assert.Equal(LogSum(1, 2, 3) - 2, Loss([1, 255]), 6);
        Assert.Equal((LogSum(1, 2, 3) - 3 + Math.Log(3)) / 2, Loss([2, 0]), 6);
        Assert.Equal(0, Loss([255, 255]));

        double Loss(byte[] labels) => Task.Loss(logits, tensor(labels, ScalarType.Byte).reshape(1, 1, 2)).item<float>();
    }

    [Fact]
    public void A_pixel_is_a_row_of_logits_and_a_map_one_row_of_features()
    {
        using var scope = NewDisposeScope();
        var outputs = arange(24, ScalarType.Float32).reshape(2, 3, 2, 2);
        Assert.Equal([0f, 4, 8], Task.ClassLogits(outputs)[0].data<float>());
        Assert.Equal([15f, 19, 23], Task.ClassLogits(outputs)[7].data<float>());
        Assert.Equal([1.5f, 5.5f, 9.5f], Task.FeatureRows(outputs)[0].data<float>());
    }

    [Fact]
    public void Labels_that_do_not_fit_are_told_with_what_they_must_be()
    {
        using var scope = NewDisposeScope();
        string Refused(Tensor labels) => Assert.Throws<ArgumentException>(() => LabelledDomain.WithTask("streets", zeros(2, 4, 6, 3, dtype: ScalarType.Byte), labels, Task)).Message;
        Assert.Contains("streets: samples of 3×4×6 need labels as bytes for each pixel, [2, height, width], not Int64 [2]", Refused(zeros(2, dtype: ScalarType.Int64)), StringComparison.Ordinal);
        Assert.Contains("not Byte [2, 6, 4]", Refused(zeros(2, 6, 4, dtype: ScalarType.Byte)), StringComparison.Ordinal);
        Assert.Contains("there is a pixel of class 7, but 3 classes are numbered 0 to 2, and 255 counts nowhere", Refused(full([2, 4, 6], 7, ScalarType.Byte)), StringComparison.Ordinal);
        Assert.Contains("every pixel has the label 255", Refused(full([2, 4, 6], 255, ScalarType.Byte)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Segmentation(3, ignore: 2));
    }

    [Fact]
    public void A_place_of_a_map_of_features_stands_for_several_pixels()
    {
        using var scope = NewDisposeScope();
        var task = new Segmentation(3, stride: 8);
        Assert.Equal([3, 32, 48], task.OutputShape([896, 4, 6]));
        var maps = LabelledDomain.WithTask("maps", zeros(2, 896, 4, 6), zeros(2, 32, 48, dtype: ScalarType.Byte), task);
        Assert.Equal(task, maps.Task);
        Assert.Equal("3 classes of pixels, 255 for none, 8 × 8 pixels a place", task.ToString());
        Assert.Contains("[2, 8 · height, 8 · width]", Assert.Throws<ArgumentException>(() => LabelledDomain.WithTask("maps", zeros(2, 896, 4, 6), zeros(2, 4, 6, dtype: ScalarType.Byte), task)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Segmentation(3, stride: 0));
    }

    private static TaskResult Measured(byte[] labels, byte[] predicted)
    {
        using var scope = NewDisposeScope();
        return Task.Measure(tensor(predicted, ScalarType.Byte).reshape(1, 2, 3), tensor(labels, ScalarType.Byte).reshape(1, 2, 3));
    }
}
