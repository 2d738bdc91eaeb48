using System.Text;
using CsCheck;

namespace DomainAdaptation.Tests;

public sealed class LabelListTests
{
    private const string Name = "labels.txt";

    [Fact]
    public void Files_and_labels_come_in_the_order_of_the_list()
    {
        var list = Parse("b.png 3\r\na.png  9\n\n sub/c.png 0");
        Assert.Equal(["b.png", "a.png", Path.Combine("sub", "c.png")], list.Files.Select(f => Path.GetRelativePath("images", f)));
        Assert.Equal([3, 9, 0], list.Labels);
    }

    [Theory]
    [InlineData("a.png", "should read \"file label\"")]
    [InlineData("a.png x", "should read \"file label\"")]
    [InlineData("a.png -1", "should read \"file label\"")]
    [InlineData("a.png 1 2", "should read \"file label\"")]
    [InlineData("a.png 99999999999999999999", "should read \"file label\"")]
    [InlineData("a.png 10", "label 10 is not one of 0 to 9")]
    [InlineData("../a.png 1", "no file within the folder")]
    [InlineData("/etc/passwd 1", "no file within the folder")]
    [InlineData("x/../../a.png 1", "no file within the folder")]
    [InlineData("..\\a.png 1", "no file within the folder")]
    [InlineData("C:\\a.png 1", "no file within the folder")]
    [InlineData("a\0.png 1", "no file within the folder")]
    [InlineData("ok.png 2", "is listed twice")]
    public void A_bad_line_is_refused_with_its_number(string line, string reason)
    {
        var message = Assert.Throws<InvalidDataException>(() => Parse($"ok.png 1\n{line}\n")).Message;
        Assert.StartsWith(Name + ", line 2: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_refused() =>
        Assert.Contains("line 1: longer than", Assert.Throws<InvalidDataException>(() => Parse(new string('a', 1 << 20))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \n")]
    public void An_empty_list_is_refused(string text) =>
        Assert.Contains("lists no images", Assert.Throws<InvalidDataException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void More_lines_than_a_list_may_have_are_refused()
    {
        Assert.Contains("lists no images", Assert.Throws<InvalidDataException>(() => Parse(new string('\n', 200_000))).Message, StringComparison.Ordinal);
        Assert.Contains("200,000 lines", Assert.Throws<InvalidDataException>(() => Parse(new string('\n', 200_001))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_within_the_folder_and_not_out_of_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("elsewhere/x.png", "x");
        folder.Write("data/sub/a.png", "a");
        File.CreateSymbolicLink(folder.At("data", "within.png"), Path.Combine("sub", "a.png"));
        Directory.CreateSymbolicLink(folder.At("data", "folder"), folder.At("data", "sub"));
        File.CreateSymbolicLink(folder.At("data", "out.png"), folder.At("elsewhere", "x.png"));
        File.CreateSymbolicLink(folder.At("data", "sub", "twice.png"), Path.Combine("..", "out.png"));
        Directory.CreateSymbolicLink(folder.At("data", "away"), Path.Combine("..", "elsewhere"));
        Directory.CreateSymbolicLink(folder.At("linked"), folder.At("data"));
        foreach (var root in new[] { folder.At("data"), folder.At("linked") })
        {
            LabelList Read(string file) => LabelList.Read(folder.Write("list.txt", $"{file} 1\n"), root, 10);
            Assert.All(["sub/a.png", "within.png", "folder/a.png"], file => Assert.Single(Read(file).Files));
            Assert.All(["out.png", "sub/twice.png", "folder/twice.png", "away/x.png"], file =>
            {
                var message = Assert.Throws<InvalidDataException>(() => Read(file)).Message;
                Assert.StartsWith(folder.At("list.txt") + " lists ", message, StringComparison.Ordinal);
                Assert.Contains("a link leads out of", message, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void Any_mutation_of_a_list_is_read_or_refused_and_never_leaves_the_folder()
    {
        var good = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(i => $"{i:00000000}.png {i % 10}\n")));
        byte[] telling = [.. "./\\ \n\r\t0:-"u8, 0, 255];
        var root = Path.GetFullPath("images") + Path.DirectorySeparatorChar;
        Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, telling.Length - 1].Select(t => telling[t]))).Array[1, 8], Gen.Int[1, good.Length]).Sample(
            (edits, length) =>
            {
                var bytes = (byte[])good.Clone();
                foreach (var (at, value) in edits)
                {
                    bytes[at] = value;
                }

                try
                {
                    var list = LabelList.Parse(bytes[..length], Name, "images", 10);
                    Assert.All(list.Files, f => Assert.StartsWith(root, Path.GetFullPath(f), StringComparison.Ordinal));
                    Assert.All(list.Labels, l => Assert.InRange(l, 0, 9));
                }
                catch (InvalidDataException e)
                {
                    Assert.StartsWith(Name, e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', e.Message);
                }
            },
            iter: 5000);
    }

    private static LabelList Parse(string text) => LabelList.Parse(Encoding.UTF8.GetBytes(text), Name, "images", 10);
}
