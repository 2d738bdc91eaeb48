[assembly: AssemblyFixture(typeof(DomainAdaptation.Tests.DigitFolders))]

namespace DomainAdaptation.Tests;

/// <summary>Folders of images for programs to read. Written before the first test, for the tests of programs run beside those that count tensors.</summary>
public sealed class DigitFolders : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DigitFolders()
    {
        ImageFolder.Write(DrawnDigits.Source(100, 1), Labelled);
        ImageFolder.Write(DrawnDigits.Target(50, 2), Unlabelled);
        ImageFolder.Write(DrawnDigits.Target(50, 2), WithOneBroken);
        File.WriteAllText(Path.Combine(WithOneBroken, "broken.png"), "no image");
    }

    /// <summary>A hundred digits.</summary>
    public string Labelled => folder.At("labelled");

    /// <summary>Fifty digits over textures.</summary>
    public string Unlabelled => folder.At("unlabelled");

    /// <summary>The same, and a file that is no image.</summary>
    public string WithOneBroken => folder.At("with one broken");

    public void Dispose() => folder.Dispose();
}
