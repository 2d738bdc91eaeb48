using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class AugmentationTests
{
    // 2 rows of 3 pixels, each with a red, green and blue of its own.
    private static readonly byte[] Picture = [.. Enumerable.Range(0, 18).Select(i => (byte)(10 * i))];

    [Fact]
    public void A_shifted_image_is_one_of_nine_with_its_border_going_on()
    {
        var seen = Drawn(new(Shift: 1), 200);
        var possible = from dy in new[] { -1, 0, 1 } from dx in new[] { -1, 0, 1 } select Text(Moved(dy, dx));
        Assert.Equal(possible.Order(StringComparer.Ordinal), seen.Distinct().Order(StringComparer.Ordinal));

        static byte[] Moved(int dy, int dx) =>
            [.. from y in Enumerable.Range(0, 2)
                from x in Enumerable.Range(0, 3)
                from c in Enumerable.Range(0, 3)
                select Picture[(9 * Math.Clamp(y - dy, 0, 1)) + (3 * Math.Clamp(x - dx, 0, 2)) + c]];
    }

    [Fact]
    public void A_flipped_image_is_itself_or_its_mirror_image_and_an_inverted_one_itself_or_its_negative()
    {
        byte[] mirror = [60, 70, 80, 30, 40, 50, 0, 10, 20, 150, 160, 170, 120, 130, 140, 90, 100, 110];
        Half(new(Flip: true), mirror);
        Half(new(Invert: true), [.. Picture.Select(p => (byte)(255 - p))]);

        static void Half(Augmentation how, byte[] other)
        {
            var seen = Drawn(how, 200);
            Assert.Equal(new[] { Text(Picture), Text(other) }.Order(StringComparer.Ordinal), seen.Distinct().Order(StringComparer.Ordinal));
            Assert.InRange(seen.Count(s => s == Text(other)), 60, 140);
        }
    }

    [Fact]
    public void The_changes_of_a_step_depend_on_seed_and_step_alone_and_a_bound_sees_what_the_method_sees()
    {
        using var scope = NewDisposeScope();
        var all = new Augmentation(Shift: 2, Flip: true, Invert: true);
        using var one = new Batches(Pair(), 16, 3, Normalisation.None, augmentation: all);
        using var same = new Batches(Pair(), 16, 3, Normalisation.None, augmentation: all);
        using var other = new Batches(Pair(), 16, 4, Normalisation.None, augmentation: all);
        using var plain = new Batches(Pair(), 16, 3, Normalisation.None);
        var fifth = one.At(5).Samples;
        Assert.True(fifth.equal(same.At(5).Samples).all().item<bool>());
        Assert.True(fifth.narrow(0, 0, 8).equal(one.LabelledAt(5).Samples).all().item<bool>());
        Assert.False(fifth.equal(other.At(5).Samples).all().item<bool>());
        Assert.False(fifth.equal(plain.At(5).Samples).all().item<bool>());
        Assert.Equal(one.At(5).Labels.data<long>().ToArray(), plain.At(5).Labels.data<long>().ToArray());
    }

    [Fact]
    public void What_is_no_image_or_smaller_than_the_shift_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Batches(Toy.Pair(), 16, 1, Normalisation.None, augmentation: new(Flip: true)));
        Assert.Contains("is for images", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Batches(Pair(), 16, 1, Normalisation.None, augmentation: new(Shift: 6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DannOptions(Augmentation: new(Shift: -1)).Validate());
    }

    [Fact]
    public void Even_classes_come_equally_often_each_in_passes_of_its_own()
    {
        using var scope = NewDisposeScope();
        // 40 of class 0, 8 of class 1, 2 of class 3, and none of class 2; each sample is its own number.
        long[] labels = [.. Enumerable.Repeat(0L, 40), .. Enumerable.Repeat(1L, 8), .. Enumerable.Repeat(3L, 2)];
        var source = new LabelledDomain("uneven", arange(50, dtype: ScalarType.Float32).reshape(50, 1), tensor(labels), 4);
        using var batches = new Batches(new DomainPair(source, new UnlabelledDomain("target", zeros(10, 1))), 12, 7, Normalisation.None, evenClasses: true);
        var seen = Enumerable.Range(0, 20).SelectMany(s => batches.At(s).Samples.narrow(0, 0, 6).data<float>().ToArray()).ToList();
        foreach (var (first, count) in new[] { (0, 40), (40, 8), (48, 2) })
        {
            var ofClass = seen.Where(x => x >= first && x < first + count).ToList();
            Assert.Equal(40, ofClass.Count);
            Assert.All(ofClass.Chunk(count), pass => Assert.Equal(count, pass.Distinct().Count()));
        }

        Assert.Equal(seen.Skip(60).Take(6), batches.At(10).Samples.narrow(0, 0, 6).data<float>().ToArray());
        Assert.All(Enumerable.Range(0, 20), s => Assert.Equal(batches.At(s).Samples.narrow(0, 0, 6).data<float>().ToArray().Select(x => labels[(int)x]), batches.At(s).Labels.data<long>().ToArray()));
    }

    private static DomainPair Pair()
    {
        var pixels = Enumerable.Range(0, 20 * 6 * 6 * 3).Select(i => (byte)((i * 37) % 251)).ToArray();
        return new(
            LabelledDomain.FromImages("source", pixels, [.. Enumerable.Range(0, 20).Select(i => i % 2)], 6, 6, classCount: 2),
            UnlabelledDomain.FromImages("target", pixels, 6, 6, channels: 3));
    }

    private static List<string> Drawn(Augmentation how, int times)
    {
        using var scope = NewDisposeScope();
        var images = tensor(Enumerable.Repeat(Picture, times).SelectMany(p => p).ToArray()).reshape(times, 2, 3, 3);
        return [.. AugmentedImages.Of(images, how, 1, 2).contiguous().data<byte>().ToArray().Chunk(Picture.Length).Select(Text)];
    }

    private static string Text(byte[] picture) => string.Join(' ', picture);
}
