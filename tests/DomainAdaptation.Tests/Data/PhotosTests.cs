using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class PhotosTests
{
    [Theory]
    [InlineData("images/train")]
    [InlineData("train")]
    [InlineData(".")]
    public void Photos_are_found_in_the_layouts_of_BSDS500_in_ordinal_order(string inside)
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At(inside, "b.png"), 30, 20, (_, _) => SKColors.Red);
        TestImages.WriteJpeg(folder.At(inside, "B.JPG"), 20, 30, (_, _) => SKColors.Blue);
        folder.Write(inside + "/Thumbs.db", "no photo");
        folder.Write(inside + "/._b.png", "no photo");
        var photos = Photos.Read(folder.Path);
        Assert.Equal(["B.JPG", "b.png"], photos.Files.Select(Path.GetFileName));
        Assert.Equal((20, 30), (photos.Images[0].Width, photos.Images[0].Height));
        Assert.Equal([255, 0, 0, 255, 0, 0], photos.Images[1].Pixels[..6]);
    }

    [Fact]
    public void A_gray_photo_becomes_colour()
    {
        using var folder = new TemporaryFolder();
        using (var bitmap = new SKBitmap(3, 3, SKColorType.Gray8, SKAlphaType.Opaque))
        {
            bitmap.Erase(new SKColor(90, 90, 90));
            File.WriteAllBytes(folder.At("gray.png"), bitmap.Encode(SKEncodedImageFormat.Png, 90).ToArray());
        }

        Assert.All(Photos.Read(folder.Path).Images[0].Pixels, p => Assert.Equal(90, p));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(folder.At("none"), Assert.Throws<DataNotFoundException>(() => Photos.Read(folder.At("none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_photos_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("readme.txt", "none here");
        Assert.Contains("holds no photos", Refusal(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_file_named_jpg_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        TestImages.WriteJpeg(folder.At("a.jpg"), 30, 30, (_, _) => SKColors.Red);
        folder.Write("notes.jpg", "These are notes, not a photo.");
        Assert.StartsWith(folder.At("notes.jpg") + " is no image", Refusal(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_named_jpg_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("nothing.jpg", "");
        Assert.StartsWith(folder.At("nothing.jpg") + " is empty", Refusal(folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut.jpg")]
    [InlineData("cut.png")]
    public void A_truncated_image_is_refused_by_name(string name)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        SKColor Noise(int x, int y) => new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
        if (name.EndsWith("png", StringComparison.Ordinal))
        {
            TestImages.WritePng(folder.At(name), 60, 60, Noise);
        }
        else
        {
            TestImages.WriteJpeg(folder.At(name), 60, 60, Noise);
        }

        var bytes = File.ReadAllBytes(folder.At(name));
        File.WriteAllBytes(folder.At(name), bytes[..(bytes.Length / 2)]);
        Assert.StartsWith(folder.At(name) + " is a truncated or damaged image", Refusal(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_claims_a_huge_image_is_refused_before_anything_is_allocated()
    {
        using var folder = new TemporaryFolder();
        folder.Write("huge.png", PngThatClaims(60_000, 60_000));
        var before = GC.GetTotalAllocatedBytes();
        Assert.Contains("huge.png claims 60000×60000 pixels", Refusal(folder), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50 << 20); // 14 GB if it were believed; other tests allocate meanwhile
    }

    [Fact]
    public void Of_several_bad_photos_the_first_by_name_is_always_the_one_reported()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 40; i++)
        {
            folder.Write($"{i:00}.jpg", "text");
        }

        for (var trial = 0; trial < 20; trial++)
        {
            Assert.StartsWith(folder.At("00.jpg"), Refusal(folder), StringComparison.Ordinal);
        }
    }

    private static string Refusal(TemporaryFolder folder) =>
        Assert.Throws<InvalidDataException>(() => Photos.Read(folder.Path)).Message;

    // A whole, valid PNG header, and next to no image data.
    private static byte[] PngThatClaims(uint width, uint height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        Chunk(png, "IHDR", header);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[1000]);
        }

        Chunk(png, "IDAT", data.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] content)
    {
        var body = new byte[4 + content.Length];
        System.Text.Encoding.ASCII.GetBytes(type, body);
        content.CopyTo(body, 4);
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
