using TorchSharp;

namespace DomainAdaptation.Reporting;

/// <summary>Images of a domain in the order in which a grid shows them.</summary>
/// <param name="Rows">The pixels of each image, row by row of the grid.</param>
/// <param name="Columns">Images in a full row.</param>
/// <param name="Height">Height of an image.</param>
/// <param name="Width">Width of an image.</param>
/// <param name="Channels">1, or 3 or more, of which the first three are red, green and blue.</param>
internal sealed record Tiles(IReadOnlyList<IReadOnlyList<byte[]>> Rows, int Columns, int Height, int Width, int Channels)
{
    /// <summary>Takes images out of a domain.</summary>
    public static Tiles Of(UnlabelledDomain domain, IReadOnlyList<IReadOnlyList<int>> rows, int columns)
    {
        if (!domain.IsImages)
        {
            throw new ArgumentException($"{domain.Name} holds no images but {domain.Samples.dtype} [{string.Join(", ", domain.Samples.shape)}], so there is nothing to show in a grid.", nameof(domain));
        }

        using var scope = torch.NewDisposeScope();
        byte[] Image(int index) => domain.Samples[index].cpu().contiguous().data<byte>().ToArray();
        var shape = domain.Samples.shape;
        return new([.. rows.Select(row => (IReadOnlyList<byte[]>)[.. row.Select(Image)])], columns, (int)shape[1], (int)shape[2], (int)shape[3]);
    }

    /// <summary>Paints an image, each pixel as a square, into RGBA pixels from <paramref name="offset"/> on.</summary>
    public void Paint(byte[] image, byte[] canvas, int offset, int canvasWidth, int scale)
    {
        for (var y = 0; y < Height * scale; y++)
        {
            for (var x = 0; x < Width * scale; x++)
            {
                var from = (((y / scale) * Width) + (x / scale)) * Channels;
                var to = (offset + (y * canvasWidth) + x) * 4;
                for (var c = 0; c < 3; c++)
                {
                    canvas[to + c] = image[from + (Channels >= 3 ? c : 0)];
                }
            }
        }
    }
}
