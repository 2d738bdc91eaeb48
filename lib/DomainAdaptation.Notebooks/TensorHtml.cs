using System.Globalization;
using System.Net;
using DomainAdaptation.Reporting;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Notebooks;

/// <summary>A tensor: what it is, and then a grid of images, its numbers if they are few, or what they are like.</summary>
internal static class TensorHtml
{
    private const int MostNumbers = 200, MostImages = 40;

    public static string Of(Tensor tensor)
    {
        if (tensor.IsInvalid)
        {
            return "<p>A tensor that was disposed.</p>";
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var heading = $"<p><code>{tensor.dtype} [{string.Join(", ", tensor.shape)}]</code> on {tensor.device}</p>";
        var values = tensor.detach().cpu();
        return heading + (AsImages(values) is { } images ? Grid(images) : $"<pre>{WebUtility.HtmlEncode(Numbers(values))}</pre>");
    }

    // Bytes [n, height, width, channels], or floats [n, channels, height, width] stretched to bytes.
    private static Tensor? AsImages(Tensor values)
    {
        if (values.dim() != 4 || values.numel() == 0)
        {
            return null;
        }

        var few = values.narrow(0, 0, Math.Min(values.shape[0], MostImages));
        if (few.dtype == ScalarType.Byte && few.shape[3] is 1 or 3)
        {
            return few;
        }

        if (!few.is_floating_point() || few.shape[1] is not (1 or 3))
        {
            return null;
        }

        var (low, high) = (few.min().to(ScalarType.Float64).item<double>(), few.max().to(ScalarType.Float64).item<double>());
        return ((few - low) * (255 / Math.Max(1e-12, high - low))).round().to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous();
    }

    private static string Grid(Tensor images)
    {
        var domain = new UnlabelledDomain("images", images);
        using var taken = domain.Samples; // by the domain, out of the scope
        return new Picture(
            SampleGrid.First(domain, rows: (domain.Count + 9) / 10, columns: Math.Min(10, domain.Count)),
            string.Create(CultureInfo.InvariantCulture, $"The first {domain.Count} images")).ToHtml();
    }

    private static string Numbers(Tensor values)
    {
        if (values.numel() is > 0 and <= MostNumbers && values.dim() <= 2)
        {
            var columns = (int)(values.dim() < 2 ? values.numel() : values.shape[1]);
            var texts = values.is_integral()
                ? values.to(ScalarType.Int64).flatten().data<long>().ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)).ToList()
                : values.to(ScalarType.Float64).flatten().data<double>().ToArray().Select(Digits.Text).ToList();
            var width = texts.Max(t => t.Length);
            return string.Join('\n', texts.Chunk(columns).Select(row => string.Join("  ", row.Select(t => t.PadLeft(Math.Max(9, width))))));
        }

        if (values.numel() == 0 || values.dtype == ScalarType.Bool || !(values.is_floating_point() || values.is_integral()))
        {
            return "";
        }

        var all = values.to(ScalarType.Float64);
        return $"min {Text(all.min())}, mean {Text(all.mean())}, max {Text(all.max())}";

        static string Text(Tensor scalar) => Digits.Text(scalar.item<double>());
    }
}
