using System.Globalization;

namespace DomainAdaptation;

/// <summary>MNIST (max, BG), a target of the paper's first version (v1, Table 1): white digits over patches of colour photos, max(photo, digit).</summary>
/// <remarks>Later versions keep MNIST-M only, which is harder: see <see cref="MnistM"/>. There is no copy of the authors' images to compare with.</remarks>
public static class MnistMaxBlend
{
    /// <summary>Builds it; photo and position are drawn anew for each digit.</summary>
    /// <param name="digits">The digits: <see cref="Mnist.TrainDigits"/>.</param>
    /// <param name="photos">The photos: <see cref="Photos.Bsds500"/>.</param>
    /// <param name="seed">Image i depends on the seed, on i, on the photos and on nothing else.</param>
    /// <param name="size">28, or 32 with two pixels of photo around the digit.</param>
    /// <param name="binary">True: ink is full ink or none, as in the authors' MNIST-M. False: the gray digit, the formula taken literally.</param>
    /// <returns>The domain with labels; a target to adapt to is its <see cref="LabelledDomain.WithoutLabels"/>.</returns>
    /// <exception cref="InvalidDataException">A photo is smaller than the patch.</exception>
    public static LabelledDomain Build(DigitImages digits, Photos photos, int seed, int size = 28, bool binary = true)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(photos);
        var pixels = DigitsOverPhotos.Build(digits, photos, seed, "MNIST max-blend patch", size, binary, Blend.Maximum);
        var name = string.Create(CultureInfo.InvariantCulture, $"MNIST (max, BG) built from {digits.Count:N0} {(binary ? "binary" : "gray")} {digits.Name} digits over {photos}, seed {seed}");
        return LabelledDomain.FromImages(name, pixels, digits.Labels, size, size, classCount: DigitImages.ClassCount);
    }
}
