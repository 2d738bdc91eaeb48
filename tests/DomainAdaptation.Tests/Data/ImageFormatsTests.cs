using SkiaSharp;

namespace DomainAdaptation.Tests;

/// <summary>An image is read as a viewer shows it, whatever its file is called; what cannot be read is named.</summary>
public sealed class ImageFormatsTests : IDisposable
{
    // Made by another program: 2 × 2 of red in the colours of print; 16 bits a pixel; two frames, red then blue; and 3 × 2 of red.
    private const string Cmyk = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAAgACBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U6/Kqvyqr9U6/9k=";
    private const string Deep = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACEAAAAAAHTY67AAAAEklEQVR4nGNgYPBTYJjj8P8/AAkZA0n39I/mAAAAAElFTkSuQmCC";
    private const string Frames = "R0lGODdhAwACAIEAAP8AAAAAAAAAAAAAACwAAAAAAwACAAAIBgABCBwYEAAsAAAAAAMAAgCBAAD/AAAAAAAAAAAACAYAAQgcGBAAOw==";
    private const string WebP = "UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA";
    private const string Bmp = "Qk1OAAAAAAAAADYAAAAoAAAAAwAAAAIAAAABABgAAAAAABgAAADEDgAAxA4AAAAAAAAAAAAAAAD/AAD/AAD/AAAAAAD/AAD/AAD/AAAA";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Frames, 3, ImageTraits.Animated)]
    [InlineData(WebP, 3, ImageTraits.None)]
    [InlineData(Bmp, 3, ImageTraits.None)]
    [InlineData(Cmyk, 2, ImageTraits.Cmyk)]
    internal void Red_is_red_in_every_format_under_any_name(string base64, int width, ImageTraits traits)
    {
        var image = ImageFile.Decode(Convert.FromBase64String(base64), "photo.jpg");
        Assert.Equal((width, 2, traits), (image.Width, image.Height, image.Traits));
        Assert.All(image.Pixels.Chunk(3), p => Assert.True(p[0] > 230 && p[1] < 25 && p[2] < 25, $"not red: {string.Join(' ', p)}"));
    }

    [Fact]
    public void Of_sixteen_bits_the_upper_eight_are_taken()
    {
        var image = ImageFile.Decode(Convert.FromBase64String(Deep), "x.png");
        Assert.Equal(ImageTraits.Deep | ImageTraits.Gray, image.Traits);
        Assert.All(image.Pixels.Chunk(3).Zip([0, 20000 >> 8, 40000 >> 8, 255]), p => Assert.InRange(p.First[0], p.Second - 1, p.Second + 1));
    }

    // What the camera noted, and what [0 85 / 170 255] should read then.
    [Theory]
    [InlineData(1, 0, 85, 170, 255)]
    [InlineData(2, 85, 0, 255, 170)]
    [InlineData(3, 255, 170, 85, 0)]
    [InlineData(4, 170, 255, 0, 85)]
    [InlineData(5, 0, 170, 85, 255)]
    [InlineData(6, 170, 0, 255, 85)]
    [InlineData(7, 255, 85, 170, 0)]
    [InlineData(8, 85, 255, 0, 170)]
    public void A_photograph_stands_as_its_camera_was_held(byte orientation, params int[] quarters)
    {
        TestImages.WriteJpeg(folder.At("a.jpg"), 48, 32, (x, y) => (x < 24, y < 16) switch { (true, true) => new(0, 0, 0), (false, true) => new(85, 85, 85), (true, false) => new(170, 170, 170), _ => SKColors.White });
        var plain = File.ReadAllBytes(folder.At("a.jpg"));
        byte[] exif = [0xff, 0xe1, 0, 34, .. "Exif\0\0"u8, (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
        var image = ImageFile.Decode([.. plain[..2], .. exif, .. plain[2..]], "a.jpg");
        Assert.Equal(orientation >= 5 ? (32, 48) : (48, 32), (image.Width, image.Height));
        Assert.Equal(orientation > 1, image.Traits.HasFlag(ImageTraits.Turned));
        int At(int column, int row) => image.Pixels[3 * ((((2 * row) + 1) * image.Height / 4 * image.Width) + (((2 * column) + 1) * image.Width / 4))];
        Assert.All(quarters.Zip([At(0, 0), At(1, 0), At(0, 1), At(1, 1)]), q => Assert.InRange(q.Second, q.First - 8, q.First + 8));
    }

    [Fact]
    public void White_stands_behind_what_is_transparent()
    {
        NativeBackend.EnsureLoaded();
        using var bitmap = new SKBitmap(3, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.SetPixel(0, 0, new(255, 0, 0, 0));
        bitmap.SetPixel(1, 0, new(0, 0, 0, 128));
        bitmap.SetPixel(2, 0, new(1, 2, 3, 255));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var image = ImageFile.Decode(png.ToArray(), "x.png");
        Assert.Equal([255, 255, 255, 127, 127, 127, 1, 2, 3], image.Pixels);
        Assert.True(image.Traits.HasFlag(ImageTraits.Transparent));
    }

    [Theory]
    [InlineData("II*\0........", "is a TIFF file, which is not read here")]
    [InlineData("....ftypheic", "is a HEIF (HEIC, AVIF) file")]
    [InlineData("%PDF-1.4....", "is a PDF file")]
    [InlineData("GIF89a..", "is no image: it holds no JPEG, PNG, GIF, BMP, WebP or PPM")]
    [InlineData("RIFF....WEBPVP8 ....", "is no image")]
    public void What_cannot_be_read_is_named(string content, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => ImageFile.Decode(System.Text.Encoding.Latin1.GetBytes(content), "x.jpg")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Frames)]
    [InlineData(WebP)]
    [InlineData(Bmp)]
    [InlineData(Cmyk)]
    [InlineData(Deep)]
    public void A_damaged_image_is_read_or_refused_and_never_ends_the_process(string base64)
    {
        var whole = Convert.FromBase64String(base64);
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = whole[..(i % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var n = random.Next(4); n >= 0 && bytes.Length > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                // None of them may be large: what a header claims is refused by whoever reads.
                _ = ImageFile.Decode(bytes, "x", (width, height) => _ = (long)width * height <= 100_000 ? 0 : throw new InvalidDataException("x is too large."));
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith("x ", e.Message, StringComparison.Ordinal);
            }
        }
    }
}
