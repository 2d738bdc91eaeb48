using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class SynSignsTests
{
    [Fact]
    public void The_list_names_images_below_its_folder()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("syn_signs", "train", "1.png"), 40, 40, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("syn_signs", "train", "0.png"), 20, 30, (_, _) => SKColors.Blue);
        folder.Write("syn_signs/train_labelling.txt", "train/1.png 42 0.25\ntrain/0.png 0 0\n");
        var signs = SynSigns.Authors(DataHome.Find(folder.Path), size: 32);
        Assert.Equal("SYN SIGNS, the authors' images (2)", signs.Name);
        Assert.Equal([42L, 0], signs.Labels.data<long>().ToArray());
        Assert.Equal([3L, 32, 32], signs.SampleShape);
        Assert.Equal([255, 0, 0], signs.Samples[0, 31, 31].data<byte>().ToArray());
        Assert.Equal([0, 0, 255], signs.Samples[1, 31, 31].data<byte>().ToArray());
    }

    [Theory]
    [InlineData("train/1.png 43 0", "label 43 is not one of 0 to 42")]
    [InlineData("train/1.png 4", "should read \"file label number\"")]
    [InlineData("train/1.png 4 x", "should read \"file label number\"")]
    [InlineData("train/1.png 4 0", "lists 1.png (image 1), which is missing in")]
    public void A_bad_line_is_refused(string line, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("syn_signs/train_labelling.txt", line);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => SynSigns.Authors(DataHome.Find(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_images_are_read_and_look_like_those_of_GTSRB()
    {
        var home = RealData.Home("syn_signs", "gtsrb");
        var signs = SynSigns.Authors(home);
        Assert.Equal(43, signs.Labels.data<long>().Distinct().Count());
        // The class numbers agree: the mean image of a class is nearer to the same class of GTSRB than to most others.
        var real = Gtsrb.Train(home);
        var means = Means(signs);
        var realMeans = Means(real);
        var ranks = Enumerable.Range(0, 43).Select(c => Enumerable.Range(0, 43).Count(d => Correlation(means[c], realMeans[d]) > Correlation(means[c], realMeans[c]))).ToList();
        Assert.True(ranks.Average() < 8, $"mean rank {ranks.Average()}");
    }

    private static float[][] Means(LabelledDomain domain)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return [.. Enumerable.Range(0, 43).Select(c => domain.Samples[domain.Labels == c].to(TorchSharp.torch.float32).mean([0L]).flatten().data<float>().ToArray())];
    }

    private static double Correlation(float[] a, float[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / Math.Sqrt(a.Sum(x => Math.Pow(x - meanA, 2)) * b.Sum(y => Math.Pow(y - meanB, 2)));
    }
}
