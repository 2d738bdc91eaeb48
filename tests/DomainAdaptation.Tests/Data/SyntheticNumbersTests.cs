using TorchSharp;

namespace DomainAdaptation.Tests;

public sealed class SyntheticNumbersTests
{
    [Fact]
    public void Images_are_colour_and_classes_even_where_that_is_asked_for()
    {
        var fonts = InstalledFonts.All;
        var numbers = SyntheticNumbers.Generate(200, seed: 1, fonts, new(Counted: false));
        Assert.Equal([3, 32, 32], numbers.SampleShape);
        Assert.All(numbers.Labels.data<long>().GroupBy(l => l), g => Assert.Equal(20, g.Count()));
        Assert.Equal($"SYN NUMBERS drawn anew (200, {fonts}, seed 1, look 2, own options)", numbers.Name);
        Assert.EndsWith("seed 1, look 2)", SyntheticNumbers.Generate(10, 1, fonts).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_come_as_houses_are_counted()
    {
        // 8, 50 and 42 % of the numbers have one, two and three digits: 47 % of the digits are first ones.
        var labels = SyntheticNumbers.Generate(5000, 1, InstalledFonts.All).Labels.data<long>().ToArray();
        for (var digit = 0; digit < 10; digit++)
        {
            var benford = digit == 0 ? 0 : Math.Log10(1 + (1.0 / digit));
            Assert.Equal((0.47 * benford) + (0.53 * 0.1), labels.Count(l => l == digit) / 5000.0, 0.02);
        }
    }

    [Fact]
    public void Image_i_depends_on_the_seed_and_not_on_how_many_or_on_which_thread()
    {
        var fonts = InstalledFonts.All;
        var many = Bytes(SyntheticNumbers.Generate(300, seed: 3, fonts));
        Assert.Equal(many, Bytes(SyntheticNumbers.Generate(300, seed: 3, fonts)));
        Assert.Equal(many[..(40 * 3072)], Bytes(SyntheticNumbers.Generate(40, seed: 3, fonts)));
        Assert.NotEqual(many, Bytes(SyntheticNumbers.Generate(300, seed: 4, fonts)));

        // One painter alone, last image first.
        using var painter = new NumberPainter(fonts, new());
        var image = new byte[3072];
        for (var i = 39; i >= 0; i--)
        {
            painter.Draw(EvenClasses.Of(10, 3, "synthetic numbers order", i), Seeds.Generator(3, "synthetic numbers", i), image);
            Assert.Equal(many[(i * 3072)..((i + 1) * 3072)], image);
        }
    }

    [Fact]
    public void Every_class_is_legible_where_nothing_varies_but_the_font()
    {
        // One nearest neighbour among 3,000 images, by correlation, which dark on light only inverts.
        var fonts = InstalledFonts.All;
        var plain = new SyntheticNumbersOptions(false, 0, 0, 0, 30, 0, 150, 0, 0, 0, 0, 0, 0, 0, 0, Strays: 0);
        using var scope = torch.NewDisposeScope();
        LabelledDomain training = SyntheticNumbers.Generate(3000, 1, fonts, plain), test = SyntheticNumbers.Generate(300, 2, fonts, plain);
        var nearest = torch.matmul(Standardised(test), Standardised(training).t()).abs().argmax(1);
        var right = training.Labels[nearest].eq(test.Labels).to(torch.ScalarType.Float32).mean().item<float>();
        Assert.True(right > 0.9, $"{right}");
    }

    [Fact]
    public void Digits_that_stray_are_smaller_off_the_middle_and_turned()
    {
        var plain = new SyntheticNumbersOptions(false, 5, 0, 0, 30, 0, 150, 0, 0, 0, 0, 0, 0, 0, BareOnes: 1, Strays: 0);
        var (height, down, right, ones) = Ink(plain);
        var stray = Ink(plain with { Strays = 1 });
        Assert.InRange(stray.Height / height, 0.5, 0.85); // .625 on .89, where the border cuts nothing
        Assert.True(stray.Down > 1.5 * down, $"{stray.Down} {down}");
        Assert.True(stray.Right > 1.2 * right, $"{stray.Right} {right}"); // as far as neighbours let them
        Assert.True(stray.Ones > 1.3 * ones, $"{stray.Ones} {ones}");

        // Means over digits of one colour on another: rows of ink, how far their middle is from the image's, the same of columns, and how wide bars are in their height.
        static (double Height, double Down, double Right, double Ones) Ink(SyntheticNumbersOptions options)
        {
            using var scope = torch.NewDisposeScope();
            var numbers = SyntheticNumbers.Generate(400, 1, InstalledFonts.All, options);
            var light = numbers.Samples.to(torch.ScalarType.Float32).mean([3]);
            var ink = (light - light[.., ..1, ..1]).abs().gt(30); // a corner is ground
            var (rows, down) = Extent(ink.any(2));
            var (columns, right) = Extent(ink.any(1));
            var bars = numbers.Labels.eq(1);
            return (Mean(rows), Mean(down), Mean(right), Mean(columns[bars] / rows[bars]));
        }

        static (torch.Tensor Length, torch.Tensor Aside) Extent(torch.Tensor ink)
        {
            var places = torch.arange(SyntheticNumbers.Size, dtype: torch.ScalarType.Float32).unsqueeze(0);
            var first = torch.where(ink, places, SyntheticNumbers.Size).amin(1);
            var end = torch.where(ink, places + 1, 0).amax(1);
            return (end - first, (((first + end) / 2) - (SyntheticNumbers.Size / 2)).abs());
        }

        static double Mean(torch.Tensor x) => x.to(torch.ScalarType.Float32).mean().item<float>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(699_051)] // the bytes of one more than this is an array
    public void A_count_out_of_range_is_refused(int count)
    {
        var fonts = InstalledFonts.All;
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticNumbers.Generate(count, 1, fonts));
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_name()
    {
        Assert.Contains("Jpeg must be a share from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticNumbersOptions(Jpeg: 1.5).Validate()).Message, StringComparison.Ordinal);
        Assert.Contains("Resolution must be", Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticNumbers.Generate(1, 1, InstalledFonts.All, new(Resolution: 4))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticNumbersOptions(Blur: double.NaN).Validate());
        Assert.Contains("Strays must be a share from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticNumbersOptions(Strays: 2).Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_extremes_of_the_options_still_draw()
    {
        var fonts = InstalledFonts.All;
        SyntheticNumbers.Generate(50, 1, fonts, new(true, 90, 1, 0.2, 64, 8, 255, 5, 1, 100, 1, 1, 1, 1, 1, true, 1));
        SyntheticNumbers.Generate(50, 1, fonts, new(true, 0, 0, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, false, 0));
    }

    [Fact]
    public void It_tells_how_far_it_is_and_stops_when_asked()
    {
        var fonts = InstalledFonts.All;
        var last = 0;
        SyntheticNumbers.Generate(20, 1, fonts, onProgress: done => last = done);
        Assert.Equal(20, last);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticNumbers.Generate(1000, 1, fonts, cancellation: source.Token));
    }

    [Fact]
    public void The_authors_layout_holds_the_same_images()
    {
        using var folder = new TemporaryFolder();
        var numbers = SyntheticNumbers.Generate(30, 1, InstalledFonts.All);
        SyntheticNumbers.Write(numbers, folder.At("syn_numbers"));
        SyntheticNumbers.Write(numbers.Take(10), folder.At("syn_numbers"), "test");
        var home = DataHome.Find(folder.Path);
        var back = SynNumbersFiles.Train(home);
        Assert.Equal(Bytes(numbers), Bytes(back));
        Assert.Equal(numbers.Labels.data<long>().ToArray(), back.Labels.data<long>().ToArray());
        Assert.Equal(10, SynNumbersFiles.Test(home).Count);
        Assert.Equal(numbers.Name + "\n", File.ReadAllText(folder.At("syn_numbers", "synth_train_32x32.txt")));
        Assert.Throws<ArgumentException>(() => SyntheticNumbers.Write(numbers, folder.Path, "validation"));
        Assert.Throws<ArgumentException>(() => SyntheticNumbers.Write(DrawnDigits.Source(10, 1), folder.Path));
    }

    private static byte[] Bytes(LabelledDomain domain) => domain.Samples.data<byte>().ToArray();

    private static torch.Tensor Standardised(LabelledDomain domain)
    {
        var flat = domain.Samples.to(torch.ScalarType.Float32).mean([3L]).reshape(domain.Count, -1);
        flat = flat - flat.mean([1L], keepdim: true);
        return flat / flat.norm(1, keepdim: true, p: 2f).clamp_min(1e-6);
    }
}
