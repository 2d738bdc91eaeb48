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
        var same = Usps.Test(home, size: 16);
        Assert.Equal("USPS test (12)", same.Name);
        Assert.Equal(images[16..].SelectMany(p => new[] { p, p, p }), same.Samples.data<byte>());
        Assert.Equal([3L, 28, 28], Usps.Test(home).SampleShape);
        Assert.Contains("-- usps", Assert.Throws<DataNotFoundException>(() => Usps.Train(home)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Usps.Test(home, size: 1 << 20));
    }

    [Fact]
    public void The_real_digits_are_white_on_black()
    {
        var home = RealData.Home("usps");
        var train = Usps.Train(home);
        Assert.Equal("USPS train (7,291)", train.Name);
        Assert.Equal("USPS test (2,007)", Usps.Test(home).Name);
        Assert.Equal([6L, 5, 4, 7, 3, 6], train.Labels.data<long>().Take(6));
        using var corners = train.Samples.select(1, 0).select(1, 0).to(TorchSharp.torch.float32).mean();
        Assert.InRange(corners.item<float>(), 0, 3);
    }
}
