using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class SyntheticSignsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Images_are_colour_and_the_classes_even()
    {
        var signs = SyntheticSigns.Generate(86, seed: 1, Templates());
        Assert.Equal([3, 40, 40], signs.SampleShape);
        Assert.Equal(43, signs.ClassCount);
        Assert.All(signs.Labels.data<long>().GroupBy(l => l), g => Assert.Equal(2, g.Count()));
        Assert.StartsWith("SYN SIGNS made anew (86, templates ", signs.Name, StringComparison.Ordinal);
        Assert.EndsWith(" over textures, seed 1)", signs.Name, StringComparison.Ordinal);
        Assert.Equal([3, 24, 24], SyntheticSigns.Generate(2, 1, Templates(), size: 24).SampleShape);
    }

    [Fact]
    public void Image_i_depends_on_the_seed_and_not_on_how_many_or_on_which_thread()
    {
        var templates = Templates();
        var many = Bytes(SyntheticSigns.Generate(200, 3, templates));
        Assert.Equal(many, Bytes(SyntheticSigns.Generate(200, 3, templates)));
        Assert.Equal(many[..(30 * 4800)], Bytes(SyntheticSigns.Generate(30, 3, templates)));
        Assert.NotEqual(many, Bytes(SyntheticSigns.Generate(200, 4, templates)));

        // One painter alone, last image first.
        using var signs = SignTemplates.Read(templates, german: true);
        using var painter = new SignPainter(signs, null, new(), 40);
        var image = new byte[4800];
        for (var i = 29; i >= 0; i--)
        {
            painter.Draw(EvenClasses.Of(43, 3, "synthetic signs order", i), Seeds.Generator(3, "synthetic signs", i), image);
            Assert.Equal(many[(i * 4800)..((i + 1) * 4800)], image);
        }
    }

    [Fact]
    public void Frequencies_are_those_that_are_given()
    {
        var frequencies = new double[43];
        (frequencies[4], frequencies[42]) = (30, 10);
        var signs = SyntheticSigns.Generate(1000, 1, Templates(), size: 16, frequencies: frequencies);
        var labels = signs.Labels.data<long>().ToArray();
        Assert.InRange(labels.Count(l => l == 4), 700, 800);
        Assert.Equal(1000, labels.Count(l => l is 4 or 42));
        Assert.EndsWith("own frequencies)", signs.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Frequencies_that_make_no_sense_are_refused()
    {
        foreach (var wrong in new double[][] { [1, 2], new double[43], [.. Enumerable.Repeat(1.0, 42), -1], [.. Enumerable.Repeat(1.0, 42), double.NaN] })
        {
            Assert.Contains("43 numbers", Assert.Throws<ArgumentException>(() => SyntheticSigns.Generate(1, 1, Templates(), frequencies: wrong)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_sign_lies_in_the_middle_and_what_is_behind_it_around()
    {
        // No variation, a white wall behind: the corners are white, the middle has the template's colour.
        TestImages.WritePng(folder.At("photos", "white.png"), 64, 64, (_, _) => SKColors.White);
        var still = new SyntheticSignsOptions(0.9, 0, 0, 40, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, false);
        var signs = SyntheticSigns.Generate(43, 1, Templates(), photos: Photos.Read(folder.At("photos")), options: still);
        Assert.Contains("over 1 photos of photos", signs.Name, StringComparison.Ordinal);
        foreach (var image in Bytes(signs).Chunk(4800))
        {
            var middle = 3 * ((20 * 40) + 20);
            Assert.True(image[middle + 1] > image[middle] + 60, "the templates here are green");
            Assert.InRange(image[0] - image[1], -40, 40);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_or_lacks_a_template_is_refused_with_advice()
    {
        Assert.Contains("no folder of sign templates at", Assert.Throws<DataNotFoundException>(() => SyntheticSigns.Generate(1, 1, folder.At("nowhere"))).Message, StringComparison.Ordinal);
        var templates = Templates();
        File.Delete(Path.Combine(templates, "17.png"));
        var message = Assert.Throws<DataNotFoundException>(() => SyntheticSigns.Generate(1, 1, templates)).Message;
        Assert.Contains("holds no template 17.png", message, StringComparison.Ordinal);
        Assert.Contains("0.png to 42.png", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_cannot_be_used_is_refused_by_name()
    {
        var templates = Templates();
        var file = Path.Combine(templates, "5.png");
        File.WriteAllText(file, "no image");
        Assert.Contains("5.png is no image", Assert.Throws<InvalidDataException>(() => SyntheticSigns.Generate(1, 1, templates)).Message, StringComparison.Ordinal);
        TestImages.WritePng(file, 50, 50, (_, _) => SKColors.Red);
        Assert.Contains("nowhere transparent", Assert.Throws<InvalidDataException>(() => SyntheticSigns.Generate(1, 1, templates)).Message, StringComparison.Ordinal);
        WriteTemplate(file, 50, SKColors.Transparent);
        Assert.Contains("wholly transparent", Assert.Throws<InvalidDataException>(() => SyntheticSigns.Generate(1, 1, templates)).Message, StringComparison.Ordinal);
        WriteTemplate(file, 20, SKColors.Red);
        Assert.Contains("20×20 pixels", Assert.Throws<InvalidDataException>(() => SyntheticSigns.Generate(1, 1, templates)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_too_small_is_refused_by_name()
    {
        TestImages.WritePng(folder.At("small", "a.png"), 31, 100, (_, _) => SKColors.White);
        Assert.Contains("a.png has 31×100 pixels", Assert.Throws<InvalidDataException>(() => SyntheticSigns.Generate(1, 1, Templates(), photos: Photos.Read(folder.At("small")))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(1, 15)]
    [InlineData(1, 65)]
    [InlineData(447_393, 40)] // the bytes of one more than this is an array
    public void A_count_or_size_out_of_range_is_refused(int count, int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticSigns.Generate(count, 1, folder.Path, size));

    [Fact]
    public void The_extremes_of_the_options_still_draw()
    {
        var templates = Templates();
        SyntheticSigns.Generate(50, 1, templates, size: 64, options: new(1.2, 90, 0.2, 64, 8, 1, 2, 2, 1, 1, 1, 1, 100, 1));
        SyntheticSigns.Generate(50, 1, templates, size: 16, options: new(0.3, 0, 0, 8, 0, 0, 0.01, 0, 0, 0, 0, 0, 0, 0, false));
        Assert.Contains("Fill must be", Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticSignsOptions(Fill: 0).Validate()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticSignsOptions(Exposure: double.NaN).Validate());
    }

    [Fact]
    public void Speed_limits_are_drawn_as_Germany_has_them()
    {
        // The templates here are wholly green, so what is white was drawn.
        using var signs = SignTemplates.Read(Templates(), german: true);
        int[] limits = [0, 1, 2, 3, 4, 5, 6, 7, 8];
        Assert.Equal(limits, Enumerable.Range(0, 43).Where(c => White(signs.Images[c]) > 1000));
        Assert.Equal(9, limits.Select(c => signs.Images[c].PeekPixels() is var p ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(p.GetPixelSpan())) : "").Distinct().Count());
    }

    [Fact]
    public void Yellow_becomes_white_on_two_warnings_and_amber_on_the_priority_road()
    {
        using var yellow = new SKBitmap(new SKImageInfo(50, 50, SKColorType.Rgba8888, SKAlphaType.Premul));
        yellow.Erase(new SKColor(255, 240, 20));
        using var template = SKImage.FromBitmap(yellow);
        foreach (var (label, expected) in new[] { (22, SKColors.White), (25, SKColors.White), (12, new SKColor(245, 180, 25)), (26, new SKColor(255, 240, 20)) })
        {
            using var image = GermanSigns.Of(label, template);
            using var bitmap = SKBitmap.FromImage(image);
            Assert.Equal(expected, bitmap.GetPixel(100, 100));
        }
    }

    [Fact]
    public void The_authors_layout_holds_the_same_images()
    {
        var signs = SyntheticSigns.Generate(50, 1, Templates());
        SyntheticSigns.Write(signs, folder.At("syn_signs"));
        var back = SynSigns.Authors(DataHome.Find(folder.Path));
        Assert.Equal(Bytes(signs), Bytes(back));
        Assert.Equal(signs.Labels.data<long>().ToArray(), back.Labels.data<long>().ToArray());
        Assert.Equal(signs.Name + "\n", File.ReadAllText(folder.At("syn_signs", "generated.txt")));
        Assert.Throws<ArgumentException>(() => SyntheticSigns.Write(DrawnDigits.Source(10, 1), folder.Path));
    }

    [Fact]
    public void Signs_from_the_real_templates_look_like_GTSRB()
    {
        // The mean image of a class is nearer to that of the same class of GTSRB than to most others.
        var home = RealData.Home("gtsrb");
        var made = Means(SyntheticSigns.Generate(43 * 40, 1, home.PathOf("gtsrb", "Meta")));
        var real = Means(Gtsrb.Train(home));
        var ranks = Enumerable.Range(0, 43).Select(c => Enumerable.Range(0, 43).Count(d => Correlation(made[c], real[d]) > Correlation(made[c], real[c]))).ToList();
        Assert.True(ranks.Average() < 8, $"mean rank {ranks.Average()}");
    }

    private string Templates()
    {
        for (var c = 0; c < 43; c++)
        {
            WriteTemplate(folder.At("templates", $"{c}.png"), 50 + (c % 3 * 20), new SKColor((byte)(2 * c), 200, 50));
        }

        return folder.At("templates");
    }

    // A disc with a margin.
    private static void WriteTemplate(string path, int side, SKColor colour)
    {
        NativeBackend.EnsureLoaded();
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { Color = colour })
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawCircle(side / 2f, side / 2f, (side / 2f) - 2, paint);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, data.ToArray());
    }

    private static int White(SKImage image)
    {
        using var bitmap = SKBitmap.FromImage(image);
        return bitmap.Pixels.Count(p => p == SKColors.White);
    }

    private static byte[] Bytes(LabelledDomain domain) => domain.Samples.data<byte>().ToArray();

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
