using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>What libtorch computes here is a convolution, whatever the number of channels and the layout: on a processor whose caches are hidden it was not.</summary>
public sealed class ConvolutionsTests
{
    public static TheoryData<long, long, long, long, long> Shapes => new()
    {
        { 24, 96, 7, 2, 16 }, { 100, 128, 3, 1, 16 }, { 24, 8, 7, 1, 16 }, { 64, 3, 7, 1, 16 }, { 100, 384, 3, 2, 16 },
        { 96, 100, 1, 2, 28 }, { 256, 512, 1, 2, 14 }, { 48, 640, 1, 1, 32 }, { 3, 320, 1, 1, 7 }, { 256, 1024, 1, 2, 14 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_is_the_product_of_weights_and_patches_and_so_are_its_gradients(long inputs, long outputs, long kernel, long stride, long size)
    {
        foreach (var channelsLast in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            using var random = RandomScope.Begin(1);
            var images = Laid(randn(4, inputs, size, size), channelsLast).requires_grad_();
            var weights = Laid(randn(outputs, inputs, kernel, kernel), channelsLast).requires_grad_();
            var found = nn.functional.conv2d(images, weights, strides: [stride, stride]);
            var slope = randn(found.shape);
            found.backward([slope]);

            var (sameImages, sameWeights) = (images.detach().to(float64).requires_grad_(), weights.detach().to(float64).requires_grad_());
            var right = matmul(sameWeights.reshape(outputs, -1), nn.functional.unfold(sameImages, kernel, stride: stride)).reshape(found.shape);
            right.backward([slope.to(float64)]);

            Near(right, found);
            Near(sameImages.grad!, images.grad!);
            Near(sameWeights.grad!, weights.grad!);
        }
    }

    private static Tensor Laid(Tensor images, bool channelsLast) => channelsLast ? images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : images;

    private static void Near(Tensor right, Tensor found) =>
        Assert.InRange(((found.to(float64) - right).abs().max() / right.abs().max()).item<double>(), 0, 1e-4);
}
