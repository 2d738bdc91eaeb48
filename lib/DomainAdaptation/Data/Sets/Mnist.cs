namespace DomainAdaptation;

/// <summary>MNIST (LeCun, Cortes and Burges): 60,000 + 10,000 handwritten digits, white on black, 28×28: the paper's source domain.</summary>
/// <remarks>
/// The four idx files lie in <c>mnist</c> under the data home, or in the home itself, as <c>.gz</c> or unpacked. A network for
/// colour images sees the gray value in all three channels (v1, §4.1).
/// </remarks>
public static class Mnist
{
    /// <summary>The 60,000 training digits as a domain.</summary>
    /// <param name="home">Where the files are.</param>
    /// <param name="size">28 as they are; 32 with two black pixels around them, as the authors' MNIST-M has, or scaled up.</param>
    /// <param name="scaled">Whether a larger size scales the digits up instead of padding them.</param>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabelledDomain Train(DataHome home, int size = 28, bool scaled = false) => Sized(TrainDigits(home), size, scaled);

    /// <summary>The 10,000 test digits as a domain: see <see cref="Train"/>.</summary>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static LabelledDomain Test(DataHome home, int size = 28, bool scaled = false) => Sized(TestDigits(home), size, scaled);

    /// <summary>The 60,000 training digits, gray, 28×28.</summary>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static DigitImages TrainDigits(DataHome home) => Digits(home, "MNIST train", "train");

    /// <summary>The 10,000 test digits, gray, 28×28.</summary>
    /// <exception cref="DataNotFoundException">The files are not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static DigitImages TestDigits(DataHome home) => Digits(home, "MNIST test", "t10k");

    private static LabelledDomain Sized(DigitImages digits, int size, bool scaled) =>
        scaled ? digits.ResizeTo(size).ToDomain(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{digits.Name} ({digits.Count:N0}, scaled to {size}×{size})")) : digits.PadTo(size).ToDomain();

    private static DigitImages Digits(DataHome home, string name, string part)
    {
        ArgumentNullException.ThrowIfNull(home);
        return DigitImages.Read(name, Locate(home, $"{part}-images-idx3-ubyte"), Locate(home, $"{part}-labels-idx1-ubyte"));
    }

    private static string Locate(DataHome home, string file)
    {
        var known = MnistFile.All.First(f => f.Name == file);
        return known.FindIn(home) ?? home.FileOf("MNIST", known.Candidates[..2]); // the message names the usual places alone
    }
}
