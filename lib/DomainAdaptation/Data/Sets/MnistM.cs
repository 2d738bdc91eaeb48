using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// MNIST-M, the paper's target domain: MNIST digits blended over patches of colour photos (v1, §4.1, "MNIST (abs-diff, BG)";
/// JMLR, §5.2.4). Read from the authors' copy, or built.
/// </summary>
/// <remarks>
/// <para>
/// What the authors' images are, measured on the first 1,000 of their test set: 32×32 pixels, in the order of MNIST's test
/// set (all 9,001 labels agree with its first 9,001), the 28×28 digit exactly in the middle with two pixels around it, and made
/// <i>binary</i> first: every pixel that is not 0 inverts the photo wholly. (Correlation of the edges of their images with
/// those of the padded digits: .81 binary, .39 gray; at most .31 when shifted by a pixel, .37 when stretched to 32×32. Inverting
/// the photo back under the binary digit leaves no trace of it.)
/// </para>
/// <para>So <see cref="AuthorsTest"/> crops the middle by default, and <see cref="Build"/> makes digits binary by default.</para>
/// </remarks>
public static class MnistM
{
    private const int AuthorsSize = 32;

    /// <summary>The authors' 9,001 test images with their labels, for scoring.</summary>
    /// <param name="home">Holds <c>mnist_m/mnist_m_test/*.png</c> and <c>mnist_m/mnist_m_test_labels.txt</c>.</param>
    /// <param name="size">28 for the middle of each image, where the digit is; 32 for the whole image.</param>
    /// <exception cref="DataNotFoundException">The data set is not there.</exception>
    /// <exception cref="InvalidDataException">The list or an image is damaged, or an image is missing.</exception>
    public static LabelledDomain AuthorsTest(DataHome home, int size = 28) => Authors(home, "test", size);

    /// <summary>The authors' training images (59,001, or as many as the list names): see <see cref="AuthorsTest"/>.</summary>
    /// <exception cref="DataNotFoundException">The data set is not there.</exception>
    /// <exception cref="InvalidDataException">The list or an image is damaged, or an image is missing.</exception>
    public static LabelledDomain AuthorsTrain(DataHome home, int size = 28) => Authors(home, "train", size);

    /// <summary>
    /// Builds MNIST-M: each digit over a patch of a photo, |photo − digit| per pixel and channel (<see cref="Blend.AbsoluteDifference"/>).
    /// Photo and position are drawn anew for each digit.
    /// </summary>
    /// <param name="digits">The digits: <see cref="Mnist.TrainDigits"/>.</param>
    /// <param name="photos">The photos: <see cref="Photos.Bsds500"/>.</param>
    /// <param name="seed">Image i depends on the seed, on i, on the photos and on nothing else.</param>
    /// <param name="size">28, or 32 with two pixels of photo around the digit.</param>
    /// <param name="binary">True: ink is full ink or none, as in the authors' images. False: the gray digit, the formula taken literally.</param>
    /// <returns>The domain with labels; a target to adapt to is its <see cref="LabelledDomain.WithoutLabels"/>.</returns>
    /// <exception cref="InvalidDataException">A photo is smaller than the patch.</exception>
    public static LabelledDomain Build(DigitImages digits, Photos photos, int seed, int size = 28, bool binary = true)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(photos);
        var pixels = DigitsOverPhotos.Build(digits, photos, seed, "MNIST-M patch", size, binary, Blend.AbsoluteDifference);
        var name = string.Create(CultureInfo.InvariantCulture, $"MNIST-M built from {digits.Count:N0} {(binary ? "binary" : "gray")} {digits.Name} digits over {photos}, seed {seed}");
        return LabelledDomain.FromImages(name, pixels, digits.Labels, size, size, classCount: DigitImages.ClassCount);
    }

    private static LabelledDomain Authors(DataHome home, string part, int size)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (size is not (28 or AuthorsSize))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The authors' images come whole, 32×32, or as their middle 28×28.");
        }

        var list = home.FileOf("MNIST-M", $"mnist_m/mnist_m_{part}_labels.txt", $"mnist_m_{part}_labels.txt");
        var folder = home.FolderOf("MNIST-M", $"mnist_m/mnist_m_{part}", $"mnist_m_{part}");
        var images = LabelList.Read(list, folder, classCount: 10);
        var pixels = new byte[checked(images.Files.Length * size * size * 3)];
        var margin = (AuthorsSize - size) / 2;
        InParallel.For(images.Files.Length, i =>
        {
            var image = ImageFile.Read(images.Files[i], (width, height) =>
            {
                if (width != AuthorsSize || height != AuthorsSize)
                {
                    throw new InvalidDataException($"{images.Files[i]} has {width}×{height} pixels; the images of MNIST-M have 32×32.");
                }
            });
            for (var row = 0; row < size; row++)
            {
                image.Pixels.AsSpan(3 * (((margin + row) * AuthorsSize) + margin), 3 * size).CopyTo(pixels.AsSpan(3 * ((i * size) + row) * size));
            }
        });

        var name = string.Create(CultureInfo.InvariantCulture, $"MNIST-M {part}, the authors' images ({images.Files.Length:N0})");
        return LabelledDomain.FromImages(name, pixels, images.Labels, size, size, classCount: DigitImages.ClassCount);
    }
}
