namespace DomainAdaptation.Tests;

public sealed class FontSetTests
{
    [Fact]
    public void Every_face_has_ten_digits_of_its_own_and_no_two_faces_the_same()
    {
        var fonts = InstalledFonts.All;
        var faces = fonts.Families.SelectMany(f => f).ToList();
        Assert.Equal(fonts.Count, faces.Count);
        Assert.Equal(fonts.Count, fonts.Faces.Count);
        Assert.Equal(fonts.Count, faces.Select(f => f.Outlines()).Distinct().Count());
        foreach (var face in faces)
        {
            // The box that stands for a missing glyph would be the same for several digits.
            Assert.True(face.Digits.Select(d => d.ToSvgPathData()).Distinct().Count() == 10, $"{face.Family} in {face.File} draws two digits alike");
            Assert.Equal(1, face.Bounds.Max(b => b.Height), 1e-3);
            Assert.All(face.Bounds, b => Assert.True(b.Width is > 0.05f and < 2 && b.Height > 0.3f, $"{face.Family} in {face.File}: {b}"));
            Assert.All(face.Advances, a => Assert.InRange(a, 0.1, 3));
        }
    }

    [Fact]
    public void The_same_files_give_the_same_faces_wherever_they_lie()
    {
        var file = InstalledFonts.All.Families[0][0].File;
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("a", "deep"));
        Directory.CreateDirectory(folder.At("b"));
        File.Copy(file, folder.At("a", "deep", Path.GetFileName(file)));
        File.Copy(file, folder.At("b", Path.GetFileName(file)));
        File.Copy(file, folder.At("b", "copy of " + Path.GetFileName(file)));
        FontSet one = FontSet.Read(folder.At("a")), two = FontSet.Read(folder.At("b"));
        Assert.Equal(one.Count, two.Count);
        Assert.Equal(one.Fingerprint, two.Fingerprint);
        Assert.Equal("fonts of a", one.Name);
        Assert.Contains($"{one.Count} faces of ", one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_with_advice()
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<DataNotFoundException>(() => FontSet.Read(folder.At("nowhere"))).Message;
        Assert.Contains($"no folder of fonts at {folder.At("nowhere")}", message, StringComparison.Ordinal);
        Assert.Contains("apt install fonts-dejavu-core", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_usable_font_is_refused_with_advice()
    {
        using var folder = new TemporaryFolder();
        folder.Write("broken.ttf", "no font");
        folder.Write("empty.otf", "");
        folder.Write("readme.txt", "no font either");
        var message = Assert.Throws<DataNotFoundException>(() => FontSet.Read(folder.Path)).Message;
        Assert.Contains($"no font with digits in {folder.Path} (1 font files read)", message, StringComparison.Ordinal);
        Assert.Contains("Name a folder that holds .ttf or .otf files", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fonts_of_symbols_are_left_out()
    {
        var dingbats = Directory.Exists("/usr/share/fonts") ? Directory.EnumerateFiles("/usr/share/fonts", "D050000L.otf", SearchOption.AllDirectories).FirstOrDefault() : null;
        Assert.SkipWhen(dingbats is null, "There is no font of dingbats here; on Debian or Ubuntu: apt install fonts-urw-base35.");
        using var folder = new TemporaryFolder();
        File.Copy(dingbats, folder.At("dingbats.otf"));
        Assert.Throws<DataNotFoundException>(() => FontSet.Read(folder.Path));
    }
}
