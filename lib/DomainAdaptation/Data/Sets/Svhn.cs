namespace DomainAdaptation;

/// <summary>
/// SVHN, Street View House Numbers (Netzer et al. 2011), format 2: digits cropped from photos of house fronts, 32×32 RGB, with
/// parts of the neighbouring digits at their sides. The paper's target for SYN NUMBERS and source for MNIST.
/// </summary>
/// <remarks>
/// <c>train_32x32.mat</c> (73,257 images in the whole set) and <c>test_32x32.mat</c> (26,032) lie in <c>svhn</c> under the data
/// home, or in the home itself. The authors publish them at http://ufldl.stanford.edu/housenumbers for non-commercial use.
/// Label 10 in the files is the digit 0. The name of the domain counts the images of the copy that was found.
/// </remarks>
public static class Svhn
{
    /// <summary>The training images: bytes [N, 32, 32, 3], ten classes.</summary>
    /// <exception cref="DataNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LabelledDomain Train(DataHome home) => Read(home, "train");

    /// <summary>The test images: see <see cref="Train"/>.</summary>
    /// <exception cref="DataNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LabelledDomain Test(DataHome home) => Read(home, "test");

    internal static IEnumerable<FileCopy> Files(DataHome home) => new[] { Locate(home, "train"), Locate(home, "test") }.Select(f => new FileCopy(f, Path.GetFileName(f)));

    private static LabelledDomain Read(DataHome home, string part) => DigitsMat.Read($"SVHN {part}", Locate(home, part));

    private static string Locate(DataHome home, string part)
    {
        ArgumentNullException.ThrowIfNull(home);
        return home.FileOf("SVHN", $"svhn/{part}_32x32.mat", $"{part}_32x32.mat");
    }
}
