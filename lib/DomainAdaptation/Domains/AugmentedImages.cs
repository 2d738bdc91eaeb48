using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What <see cref="Augmentation"/> asks for, done to the images of a batch.</summary>
internal static class AugmentedImages
{
    /// <summary>The images of a step, changed.</summary>
    /// <param name="images">Bytes [n, height, width, channels].</param>
    /// <param name="how">What may change.</param>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="step">The step: what is drawn depends on it, on the seed and on an image's place in the batch alone.</param>
    /// <returns>Bytes of the same shape.</returns>
    public static Tensor Of(Tensor images, Augmentation how, int seed, int step)
    {
        using var scope = NewDisposeScope();
        var (n, h, w) = ((int)images.size(0), images.size(1), images.size(2));
        long[] down = new long[n], right = new long[n], mirrored = new long[n];
        var negative = new byte[n];
        var random = Seeds.Generator(seed, "augmentation", step);
        for (var i = 0; i < n; i++) // all four for every image, so that one does not change what the others draw
        {
            (down[i], right[i]) = (random.Next(-how.Shift, how.Shift + 1), random.Next(-how.Shift, how.Shift + 1));
            (mirrored[i], negative[i]) = (random.Next(2), random.Next(2) == 1 ? byte.MaxValue : byte.MinValue);
        }

        if (how.Shift > 0 || how.Flip)
        {
            var device = images.device;
            var rows = (arange(h, device: device) - Each(down)).clamp(0, h - 1); // [n, h]: which row of the image stands here
            var columns = (arange(w, device: device) - Each(right)).clamp(0, w - 1);
            columns = how.Flip ? columns + (Each(mirrored) * (w - 1 - (columns * 2))) : columns;
            var pixels = (((arange(n, device: device).unsqueeze(1) * h) + rows) * w).unsqueeze(2) + columns.unsqueeze(1); // [n, h, w]
            images = images.reshape(-1, images.size(3)).index_select(0, pixels.flatten()).reshape(images.shape);

            Tensor Each(long[] values) => tensor(values, device: device).unsqueeze(1);
        }

        images = how.Invert ? images.bitwise_xor(tensor(negative, device: images.device).reshape(n, 1, 1, 1)) : images.alias();
        return images.MoveToOuterDisposeScope();
    }
}
