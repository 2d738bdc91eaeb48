using SkiaSharp;

namespace DomainAdaptation;

/// <summary>Draws outlines as coverage from 0 to 255, smooth at the edges. It serves one thread.</summary>
internal sealed class MaskCanvas : IDisposable
{
    private readonly SKBitmap bitmap;
    private readonly SKCanvas canvas;
    private readonly SKPaint paint = new() { IsAntialias = true, Color = SKColors.Black, StrokeJoin = SKStrokeJoin.Round };

    /// <param name="largest">The most rows and columns it will draw.</param>
    public MaskCanvas(int largest)
    {
        NativeBackend.EnsureLoaded();
        bitmap = new SKBitmap(new SKImageInfo(largest, largest, SKColorType.Alpha8, SKAlphaType.Premul));
        canvas = new SKCanvas(bitmap);
    }

    /// <summary>Rows and columns of the picture under way.</summary>
    public int Size { get; private set; }

    /// <summary>Begins a picture.</summary>
    public void Clear(int size)
    {
        Size = size;
        canvas.ResetMatrix();
        canvas.Clear(SKColors.Transparent);
    }

    /// <summary>Adds an outline.</summary>
    /// <param name="path">In units of its own.</param>
    /// <param name="matrix">From there to pixels.</param>
    /// <param name="stroke">Makes it wider by half of this on all sides, in the outline's units.</param>
    public void Fill(SKPath path, SKMatrix matrix, double stroke = 0)
    {
        paint.Style = stroke > 0 ? SKPaintStyle.StrokeAndFill : SKPaintStyle.Fill;
        paint.StrokeWidth = (float)stroke;
        canvas.SetMatrix(matrix);
        canvas.DrawPath(path, paint);
    }

    /// <summary>Coverage, row after row.</summary>
    public void CopyTo(Span<byte> coverage)
    {
        canvas.Flush();
        var pixels = bitmap.GetPixelSpan();
        for (var row = 0; row < Size; row++)
        {
            pixels.Slice(row * bitmap.RowBytes, Size).CopyTo(coverage[(row * Size)..]);
        }
    }

    public void Dispose()
    {
        canvas.Dispose();
        bitmap.Dispose();
        paint.Dispose();
    }
}
