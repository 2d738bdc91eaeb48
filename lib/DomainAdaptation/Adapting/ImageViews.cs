using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What a frozen network sees of a training image: the image, perhaps its mirror image, and random crops.</summary>
/// <param name="Mirrors">Whether the second is the mirror image; every other crop, by chance, is then one too.</param>
/// <param name="Crops">How many crops; each keeps between half and all of the image's area, as a square that is scaled to the image's size.</param>
internal sealed record ImageViews(bool Mirrors, int Crops)
{
    private const double Smallest = 0.7; // of a side: about half of the area

    /// <summary>The image alone.</summary>
    public static ImageViews None { get; } = new(Mirrors: false, Crops: 0);

    /// <summary>How many there are of each image.</summary>
    public int Count => 1 + (Mirrors ? 1 : 0) + Crops;

    /// <summary>The views one after another; the first are the images as they are. The caller disposes them.</summary>
    /// <param name="images">Bytes [n, size, size, channels]. An image's crops depend on its place among them.</param>
    public IEnumerable<Tensor> Of(Tensor images)
    {
        yield return images.alias();
        if (Mirrors)
        {
            yield return images.flip(2);
        }

        for (var crop = 0; crop < Crops; crop++)
        {
            yield return Cropped(images, Seeds.Generator(1, "crops", crop));
        }
    }

    private Tensor Cropped(Tensor images, Random random)
    {
        using var scope = NewDisposeScope();
        var size = images.size(1);
        var parts = new List<Tensor>();
        for (var i = 0L; i < images.size(0); i++)
        {
            var side = (long)Math.Round(size * (Smallest + ((1 - Smallest) * random.NextDouble())));
            var (top, left, mirrored) = (random.NextInt64(size - side + 1), random.NextInt64(size - side + 1), random.Next(2) == 1);
            var part = images[i].narrow(0, top, side).narrow(1, left, side).permute(2, 0, 1).unsqueeze(0).to(ScalarType.Float32);
            part = nn.functional.interpolate(part, size: [size, size], mode: InterpolationMode.Bilinear, align_corners: false);
            parts.Add(Mirrors && mirrored ? part.flip(3) : part);
        }

        return cat(parts).round().to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().MoveToOuterDisposeScope();
    }
}
