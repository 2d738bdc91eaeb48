using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class PacsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_real_PACS_has_seven_classes_in_each_domain()
    {
        var home = RealData.Home("pacs");
        foreach (var domain in Pacs.Domains)
        {
            var images = Pacs.Read(home, domain, size: 16);
            Assert.StartsWith($"PACS {domain} (", images.Name, StringComparison.Ordinal);
            Assert.Equal([0L, 1, 2, 3, 4, 5, 6], images.Labels.data<long>().Distinct().Order());
        }
    }

    [Theory]
    [InlineData("pacs/sketch", "pacs")]
    [InlineData("pacs/kfold/sketch", "pacs/kfold")]
    [InlineData("PACS/kfold/sketch", "PACS/Train val splits and h5py files pre-read")]
    public void The_authors_list_says_what_is_held_aside_counting_classes_from_1(string images, string list)
    {
        Draw(images);
        Assert.Null(Pacs.Validation(Home, "sketch"));
        folder.Write($"{list}/sketch_crossval_kfold.txt", "sketch/dog/2.png 1\nsketch/person/1.png 7\n");
        Assert.Equal([1, 12], Pacs.Validation(Home, "sketch")); // two images a class, in the order of classes and files
    }

    [Fact]
    public void What_is_copied_into_the_data_home_has_the_authors_lists_with_it()
    {
        foreach (var domain in Pacs.Domains)
        {
            Draw($"PACS/kfold/{domain}");
        }

        var list = folder.Write("PACS/Train val splits and h5py files pre-read/sketch_crossval_kfold.txt", "sketch/dog/2.png 1\n");
        var files = Pacs.Files(Home).ToList();
        Assert.Equal((4 * 7 * 2) + 1, files.Count);
        Assert.Equal((list, "sketch_crossval_kfold.txt"), (files[^1].From, files[^1].To));
        Assert.Contains(files, f => f.To == Path.Combine("photo", "horse", "1.png"));
    }

    [Theory]
    [InlineData("sketch/dog/2.png 0", "they count from 1")]
    [InlineData("sketch/dog/2.png 2", "is of class 2, elephant; its folder says otherwise")]
    [InlineData("sketch/dog/2.png 8", "label 8 is not one of 0 to 7")]
    [InlineData("sketch/dog/9.png 1", "which is missing")]
    [InlineData("../outside.png 1", "is no file within the folder")]
    [InlineData("sketch/dog/2.png", "should read \"file label\"")]
    public void A_list_that_is_wrong_is_refused_with_its_place(string line, string says)
    {
        Draw("pacs/sketch");
        folder.Write("pacs/sketch_crossval_kfold.txt", line + "\n");
        var error = Assert.Throws<InvalidDataException>(() => Pacs.Validation(Home, "sketch")).Message;
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains("sketch_crossval_kfold.txt", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        Assert.Contains("no domain 'sketches'", Assert.Throws<UnknownChoiceException>(() => Pacs.Read(Home, "sketches")).Message, StringComparison.Ordinal);
        Assert.Contains("PACS", Assert.Throws<DataNotFoundException>(() => Pacs.Read(Home, "sketch")).Message, StringComparison.Ordinal);
        Draw("pacs/sketch");
        Directory.Delete(folder.At("pacs", "sketch", "horse"), recursive: true);
        Assert.Contains("horse is missing; every class of PACS needs some", Assert.Throws<InvalidDataException>(() => Pacs.Read(Home, "sketch")).Message, StringComparison.Ordinal);
    }

    private DataHome Home => DataHome.Find(folder.Path);

    private void Draw(string place)
    {
        foreach (var name in Pacs.ClassNames)
        {
            TestImages.WritePng(folder.At([.. place.Split('/'), name, "1.png"]), 8, 8, (_, _) => SKColors.Blue);
            TestImages.WritePng(folder.At([.. place.Split('/'), name, "2.png"]), 8, 8, (_, _) => SKColors.Red);
        }
    }

    [Fact]
    public void Office_Home_has_65_classes_and_VisDA_twelve()
    {
        foreach (var domain in new[] { "Art", "Clipart", "Product", "RealWorld" })
        {
            foreach (var c in Enumerable.Range(0, 65))
            {
                TestImages.WritePng(folder.At("office_home", domain, $"Thing_{c:00}", "1.png"), 2, 2, (_, _) => SKColors.Red);
            }
        }

        var photos = OfficeHome.Read(Home, "Real World", 4);
        Assert.Equal((65, 65), (photos.Count, photos.ClassCount));
        Assert.Equal(4 * 65, OfficeHome.Set(Home).Files(Home).Count());
        Assert.Contains("use Art, Clipart, Product, Real World", Assert.Throws<UnknownChoiceException>(() => OfficeHome.Read(Home, "Photo")).Message, StringComparison.Ordinal);
        Directory.Delete(folder.At("office_home", "Product", "Thing_07"), recursive: true);
        Assert.Contains("Thing_07 is missing", Assert.Throws<InvalidDataException>(() => OfficeHome.Read(Home, "Product")).Message, StringComparison.Ordinal);
        Directory.Delete(folder.At("office_home", "Art", "Thing_07"), recursive: true);
        Assert.Contains("folders of 64 classes; Office-Home has 65", Assert.Throws<InvalidDataException>(() => OfficeHome.Read(Home, "Art")).Message, StringComparison.Ordinal);

        foreach (var name in Visda.ClassNames)
        {
            TestImages.WritePng(folder.At("visda", "validation", name, "1.png"), 2, 2, (_, _) => SKColors.Red);
        }

        Assert.Equal(12, Visda.Read(Home, "validation").ClassCount);
        Assert.Throws<DataNotFoundException>(() => Visda.Read(Home, "train"));
        Assert.Throws<UnknownChoiceException>(() => Visda.Read(Home, "test"));
    }
}
