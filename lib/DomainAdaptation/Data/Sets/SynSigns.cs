using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// SYN SIGNS: 100,000 synthetic traffic signs, 40×40 RGB, in the 43 classes of GTSRB, by the Graphics and Media Lab of Moscow
/// State University (JMLR, acknowledgements). The paper's source for GTSRB.
/// </summary>
/// <remarks>
/// <c>train_labelling.txt</c>, "path class number" a line, lies in <c>syn_signs</c> under the data home with the images that it
/// names below it. The authors' page is http://graphics.cs.msu.ru/en/node/1337 (synthetic_data.zip), which states no terms.
/// </remarks>
public static class SynSigns
{
    /// <summary>The authors' images, or as many as the list names.</summary>
    /// <param name="home">Holds <c>syn_signs/train_labelling.txt</c>.</param>
    /// <param name="size">Rows and columns; images of another size than this are warped to it.</param>
    /// <returns>Bytes [N, size, size, 3], 43 classes.</returns>
    /// <exception cref="DataNotFoundException">The data set is not there.</exception>
    /// <exception cref="InvalidDataException">The list or an image is damaged, or an image is missing.</exception>
    public static LabelledDomain Authors(DataHome home, int size = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var list = Read(Locate(home));
        var name = string.Create(CultureInfo.InvariantCulture, $"SYN SIGNS, the authors' images ({list.Files.Length:N0})");
        return LabelledDomain.FromImages(name, ImageStack.Read(list.Files, size, size), list.Labels, size, size, classCount: Gtsrb.ClassCount);
    }

    internal static IEnumerable<FileCopy> Files(DataHome home)
    {
        var path = Locate(home);
        return Read(path).Files.Prepend(path).Select(f => new FileCopy(f, Path.GetRelativePath(Path.GetDirectoryName(path)!, f)));
    }

    private static LabelList Read(string path) => LabelList.Read(path, Path.GetDirectoryName(path)!, Gtsrb.ClassCount, columns: 3);

    private static string Locate(DataHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return home.FileOf("SYN SIGNS", "syn_signs/train_labelling.txt", "syn_signs/synthetic_data/train_labelling.txt", "synthetic_data/train_labelling.txt", "train_labelling.txt");
    }
}
