namespace DomainAdaptation;

/// <summary>
/// SYN NUMBERS, the authors' own images: about half a million digits drawn with Windows fonts to look like SVHN, 32×32 RGB
/// (v1, §4.1). The paper's source for SVHN.
/// </summary>
/// <remarks>
/// <c>synth_train_32x32.mat</c> (0.9 GB) and <c>synth_test_32x32.mat</c> lie in <c>syn_numbers</c> under the data home, or in
/// the home itself; the authors' page is http://yaroslav.ganin.net (SynthDigits.zip), which states no terms. Both ways of
/// numbering are read, 0 to 9 and 1 to 10 with 10 for the digit 0, but not a mixture.
/// </remarks>
public static class SynNumbersFiles
{
    /// <summary>The training images: bytes [N, 32, 32, 3], ten classes. They take 3 GB of memory while they are read.</summary>
    /// <exception cref="DataNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LabelledDomain Train(DataHome home) => Read(home, "train");

    /// <summary>The test images: see <see cref="Train"/>.</summary>
    /// <exception cref="DataNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LabelledDomain Test(DataHome home) => Read(home, "test");

    internal static IEnumerable<FileCopy> Files(DataHome home) => new[] { Locate(home, "train"), Locate(home, "test") }.Select(f => new FileCopy(f, Path.GetFileName(f)));

    private static LabelledDomain Read(DataHome home, string part) => DigitsMat.Read($"SYN NUMBERS {part}, the authors' images", Locate(home, part));

    private static string Locate(DataHome home, string part)
    {
        ArgumentNullException.ThrowIfNull(home);
        return home.FileOf("SYN NUMBERS", $"syn_numbers/synth_{part}_32x32.mat", $"synth_{part}_32x32.mat");
    }
}
