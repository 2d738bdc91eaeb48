using System.Globalization;

namespace DomainAdaptation;

/// <summary>Gray images with a label each, as bytes: what MNIST is before it becomes a domain, and what MNIST-M is built from.</summary>
public sealed class DigitImages
{
    /// <summary>The digits, 0 to 9.</summary>
    internal const int ClassCount = 10;

    /// <summary>Wraps bytes and labels.</summary>
    /// <param name="name">What they are, such as <c>"MNIST train"</c>.</param>
    /// <param name="pixels">Image after image, row after row: 0 is black background, 255 white ink. Taken over, not copied.</param>
    /// <param name="labels">The class of each image, from 0 to 9.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <exception cref="ArgumentException">Bytes and labels do not fit together.</exception>
    public DigitImages(string name, byte[] pixels, int[] labels, int height, int width)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (labels.Length == 0 || pixels.Length != (long)labels.Length * height * width)
        {
            throw new ArgumentException($"{name}: {pixels.Length} bytes are not {labels.Length} images of {height}×{width}.", nameof(pixels));
        }

        if (Array.FindIndex(labels, l => l is < 0 or > 9) is var wrong && wrong >= 0)
        {
            throw new ArgumentException($"{name}: label {labels[wrong]} of image {wrong} is no digit from 0 to 9.", nameof(labels));
        }

        Name = name;
        Pixels = pixels;
        Labels = labels;
        Height = height;
        Width = width;
    }

    /// <summary>What the images are.</summary>
    public string Name { get; }

    /// <summary>The bytes, image after image, row after row.</summary>
    public byte[] Pixels { get; }

    /// <summary>The class of each image.</summary>
    public int[] Labels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Reads images and their labels from a pair of idx files, compressed or not.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public static DigitImages Read(string name, string imagesFile, string labelsFile)
    {
        var images = IdxFile.ReadImages(imagesFile);
        var labels = IdxFile.ReadLabels(labelsFile);
        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw new InvalidDataException($"{imagesFile} holds {images.Dimensions[0]} images but {labelsFile} {labels.Dimensions[0]} labels; they do not belong together.");
        }

        if (Array.FindIndex(labels.Content, l => l > 9) is var wrong && wrong >= 0)
        {
            throw new InvalidDataException($"{labelsFile}: label {labels.Content[wrong]} of image {wrong} is no digit from 0 to 9; fetch or copy it again.");
        }

        return new(name, images.Content, Array.ConvertAll(labels.Content, l => (int)l), images.Dimensions[1], images.Dimensions[2]);
    }

    /// <summary>The first <paramref name="count"/> images, or all when there are fewer.</summary>
    public DigitImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return count >= Count ? this : new(Name + UnlabelledDomain.Limited(count), Pixels[..(count * Height * Width)], Labels[..count], Height, Width);
    }

    /// <summary>The images in the middle of a larger square, the border black.</summary>
    /// <param name="size">Rows and columns of the square: at least those of the images, and as far from them on either side.</param>
    /// <exception cref="ArgumentOutOfRangeException">The images do not fit into the middle of such a square.</exception>
    public DigitImages PadTo(int size)
    {
        int top = (size - Height) / 2, left = (size - Width) / 2;
        if (top < 0 || left < 0 || Height + (2 * top) != size || Width + (2 * left) != size)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"{Name} ({Height}×{Width}) cannot be padded evenly to {size}×{size}.");
        }

        if (top == 0 && left == 0)
        {
            return this;
        }

        var padded = new byte[checked(Count * size * size)];
        for (var i = 0; i < Count; i++)
        {
            for (var row = 0; row < Height; row++)
            {
                Pixels.AsSpan(((i * Height) + row) * Width, Width).CopyTo(padded.AsSpan((((i * size) + top + row) * size) + left));
            }
        }

        return new(Name, padded, Labels, size, size);
    }

    /// <summary>The images warped to a square of another size: by linear interpolation where they grow, by area averaging where they shrink.</summary>
    /// <param name="size">Rows and columns.</param>
    public DigitImages ResizeTo(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (size == Height && size == Width)
        {
            return this;
        }

        var resized = new byte[checked(Count * size * size)];
        InParallel.For(Count, i =>
        {
            byte[] colour = new byte[3 * Height * Width], warped = new byte[3 * size * size];
            for (var p = 0; p < colour.Length; p++)
            {
                colour[p] = Pixels[(i * Height * Width) + (p / 3)];
            }

            Resampling.Warp(new(colour, Width, Height), new(0, 0, Width, Height), size, size, warped);
            for (var p = 0; p < size * size; p++)
            {
                resized[(i * size * size) + p] = warped[3 * p];
            }
        });
        return new(Name, resized, Labels, size, size);
    }

    /// <summary>A domain of ten classes for a network with colour input: the gray value in all three channels.</summary>
    /// <param name="name">What the domain is called; by default the name and number of the images.</param>
    public LabelledDomain ToDomain(string? name = null)
    {
        var colour = new byte[checked(Pixels.Length * 3)];
        for (var i = 0; i < Pixels.Length; i++)
        {
            colour.AsSpan(3 * i, 3).Fill(Pixels[i]);
        }

        return LabelledDomain.FromImages(name ?? string.Create(CultureInfo.InvariantCulture, $"{Name} ({Count:N0})"), colour, Labels, Height, Width, classCount: ClassCount);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count:N0} images of {Height}×{Width}");
}
