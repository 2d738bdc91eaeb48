namespace DomainAdaptation.Tests;

public sealed class UspsTests
{
    [Fact]
    public void Digits_are_gray_in_all_channels_and_of_the_size_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var images = Idx.Images(12, 16, 16);
        folder.Write("usps/usps-test-images-idx3-ubyte.gz", Idx.Gzip(images));
        folder.Write("usps/usps-test-labels-idx1-ubyte", Idx.Labels(12));
        var home = DataHome.Find(folder.Path);
        var same = Usps.Test(home, size: 16, border: 0);
        Assert.Equal("USPS test (12)", same.Name);
        Assert.Equal(images[16..].SelectMany(p => new[] { p, p, p }), same.Samples.data<byte>());
        Assert.Equal([3L, 28, 28], Usps.Test(home).SampleShape);
        var bordered = Usps.Test(home, size: 18, border: 1);
        Assert.Equal("USPS test (12, 16×16 in 18×18)", bordered.Name);
        Assert.Equal(same.Samples.data<byte>(), bordered.Samples.narrow(1, 1, 16).narrow(2, 1, 16).contiguous().data<byte>());
        Assert.Equal(same.Samples.sum().item<long>(), bordered.Samples.sum().item<long>());
        Assert.Contains("-- usps", Assert.Throws<DataNotFoundException>(() => Usps.Train(home)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Usps.Test(home, size: 1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usps.Test(home, size: 8, border: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usps.Test(home, border: -1));
    }

    [Fact]
    public void The_real_digits_are_white_on_black_and_laid_out_like_those_of_Mnist()
    {
        var home = RealData.Home("usps");
        var train = Usps.Train(home);
        Assert.Equal("USPS train (7,291, 20×20 in 28×28)", train.Name);
        Assert.Equal("USPS test (2,007, 20×20 in 28×28)", Usps.Test(home).Name);
        Assert.Equal([6L, 5, 4, 7, 3, 6], train.Labels.data<long>().Take(6));

        using var ink = train.Samples.select(3, 0).to(TorchSharp.torch.float32).mean([0]); // [28, 28]
        Assert.Equal(0, ink.narrow(0, 0, 4).sum().item<float>());
        Assert.Equal(0, ink.narrow(1, 24, 4).sum().item<float>());
        Assert.InRange(ink[4, 4].item<float>(), 0, 8);
        Assert.InRange(ink.narrow(0, 4, 20).narrow(1, 4, 20).mean().item<float>(), 40, 90);
    }
}
