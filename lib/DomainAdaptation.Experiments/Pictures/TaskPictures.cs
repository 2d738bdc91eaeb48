using SkiaSharp;
using TorchSharp;

namespace DomainAdaptation.Reporting;

/// <summary>Pictures of labels and predictions that are no classes of whole samples: maps, points, poses. A row a sample, a column for each set of labels.</summary>
public static class TaskPictures
{
    private const int Gap = 4, Height = 192;
    private const float PoseHalf = 1.2f; // metres from the root to the edge

    // Eleven colours that are apart, then the same again; what counts nowhere is black.
    private static readonly SKColor[] Palette =
    [
        new(0xFF87CEEB), new(0xFF8C510A), new(0xFFF6E8C3), new(0xFF9E9E9E), new(0xFFE7298A), new(0xFF1B7837), new(0xFFFFD92F), new(0xFF7570B3), new(0xFF2166AC), new(0xFFD73027), new(0xFF00CED1),
    ];

    /// <summary>Whether labels of such samples can be drawn: pixels, points or poses. Behind points lies the image, where samples are bytes.</summary>
    /// <param name="samples">The samples.</param>
    public static bool CanShow(LabelledDomain samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return samples.Task is Pose3D or Segmentation or Keypoints;
    }

    /// <summary>Draws labels, or predictions in their form, beside the images that they are of; poses are drawn over the true ones.</summary>
    /// <param name="samples">Labelled samples of a segmentation, of points in images, or of poses.</param>
    /// <param name="predictions">What is drawn in the columns behind the true labels: [N, …] each, as from <see cref="Predictions.Of"/>.</param>
    /// <param name="rows">How many samples, evenly spread.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="NotSupportedException">The task has no picture here.</exception>
    public static byte[] Of(LabelledDomain samples, IReadOnlyList<torch.Tensor> predictions, int rows = 5)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (!CanShow(samples))
        {
            throw new NotSupportedException($"There is no picture of {samples.Name}, which is labelled with {samples.Task}.");
        }

        using var scope = torch.NewDisposeScope();
        var shown = Spread(samples.Count, rows);
        var (high, wide) = samples.Task switch
        {
            Segmentation => (samples.Labels.size(1), samples.Labels.size(2)),
            Keypoints when IsImages(samples) => (samples.Samples.size(1), samples.Samples.size(2)),
            _ => (1, 1),
        };
        var width = (int)(Height * wide / high);
        torch.Tensor?[] columns = samples.Task is Segmentation && IsImages(samples) ? [null, samples.Labels, .. predictions] : [samples.Labels, .. predictions];
        using var surface = SKSurface.Create(new SKImageInfo((columns.Length * (width + Gap)) + Gap, (shown.Count * (Height + Gap)) + Gap));
        surface.Canvas.Clear(SKColors.White);
        foreach (var (sample, row) in shown.Select((s, r) => (s, r)))
        {
            foreach (var (labels, column) in columns.Select((c, i) => (c, i)))
            {
                var place = SKRect.Create(Gap + (column * (width + Gap)), Gap + (row * (Height + Gap)), width, Height);
                surface.Canvas.Save();
                surface.Canvas.ClipRect(place);
                Draw(surface.Canvas, place, samples, sample, labels);
                surface.Canvas.Restore();
            }
        }

        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>What the networks of finished runs say of held-out samples of the target: the first seed of each method.</summary>
    /// <param name="runner">The runner that made them, whose folder has their weights.</param>
    /// <param name="data">The data of the experiment.</param>
    /// <param name="runs">Their records.</param>
    /// <param name="rows">How many samples, evenly spread.</param>
    /// <returns>A PNG file; <see cref="Caption"/> names its columns.</returns>
    /// <exception cref="FileNotFoundException">A run was not made in the runner's folder.</exception>
    public static byte[] OfRuns(ExperimentRunner runner, ExperimentData data, IReadOnlyList<RunRecord> runs, int rows = 5)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(runs);
        using var scope = torch.NewDisposeScope();
        return Of(data.TargetTest, PredictionsOf(runner, data, runs), rows);
    }

    /// <summary>What the columns of <see cref="OfRuns"/> are.</summary>
    /// <param name="data">The data of the experiment.</param>
    /// <param name="runs">The records.</param>
    public static string Caption(ExperimentData data, IReadOnlyList<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(runs);
        var columns = (data.Task is Segmentation && IsImages(data.TargetTest) ? ["the image"] : Array.Empty<string>()).Append("the truth").Concat(FirstOfEach(runs).Select(r => r.Method));
        return $"Held-out samples of the target. From left to right: {string.Join(", ", columns)}{(data.Task is Pose3D ? ", in red over the truth in gray, seen from the side" : "")}.";
    }

    /// <summary>What the network of each method's first seed says of the target's held-out samples.</summary>
    internal static IReadOnlyList<torch.Tensor> PredictionsOf(ExperimentRunner runner, ExperimentData data, IReadOnlyList<RunRecord> runs) =>
    [
        .. FirstOfEach(runs).Select(run =>
        {
            using var network = runner.LoadNetwork(new RunRequest(run.Method, run.Variant, Enum.Parse<Scale>(run.Scale, ignoreCase: true), run.Seed, Selection.Named(run.Protocol)));
            return Predictions.Of(network, data.TargetTest.WithoutLabels(), data.Task, network.Domain);
        }),
    ];

    /// <summary>So many of all, evenly spread.</summary>
    internal static IReadOnlyList<int> Spread(int all, int rows) => [.. Enumerable.Range(0, Math.Min(rows, all)).Select(i => (int)((long)i * all / Math.Min(rows, all)))];

    internal static IEnumerable<RunRecord> FirstOfEach(IReadOnlyList<RunRecord> runs) => runs.GroupBy(r => r.Method, StringComparer.Ordinal).Select(g => g.MinBy(r => r.Seed)!);

    private static void Draw(SKCanvas canvas, SKRect place, LabelledDomain samples, int sample, torch.Tensor? labels)
    {
        switch (samples.Task)
        {
            case Segmentation segmentation when labels is not null:
                Map(canvas, place, labels[sample], segmentation.Ignore);
                break;
            case Segmentation:
                Photograph(canvas, place, samples.Samples[sample]);
                break;
            case Keypoints:
                if (IsImages(samples))
                {
                    Photograph(canvas, place, samples.Samples[sample]);
                }

                Points(canvas, place, labels![sample]);
                break;
            case Pose3D pose:
                Body(canvas, place, samples.Labels[sample], pose, new SKColor(0xFFBDBDBD), 5);
                if (!ReferenceEquals(labels, samples.Labels))
                {
                    Body(canvas, place, labels![sample], pose, new SKColor(0xFFD73027), 2);
                }

                break;
            default:
                throw new NotSupportedException($"There is no picture of labels that are {samples.Task}.");
        }
    }

    private static bool IsImages(LabelledDomain samples) => samples.WithoutLabels().IsImages;

    private static void Photograph(SKCanvas canvas, SKRect place, torch.Tensor pixels)
    {
        var (height, width, channels) = ((int)pixels.size(0), (int)pixels.size(1), (int)pixels.size(2));
        var bytes = pixels.cpu().contiguous().data<byte>().ToArray();
        Paint(canvas, place, width, height, i => new(bytes[i * channels], bytes[(i * channels) + (channels > 2 ? 1 : 0)], bytes[(i * channels) + (channels > 2 ? 2 : 0)]));
    }

    private static void Map(SKCanvas canvas, SKRect place, torch.Tensor map, int ignore)
    {
        var bytes = map.cpu().contiguous().data<byte>().ToArray();
        Paint(canvas, place, (int)map.size(1), (int)map.size(0), i => bytes[i] != ignore ? Palette[bytes[i] % Palette.Length] : SKColors.Black);
    }

    private static void Paint(SKCanvas canvas, SKRect place, int width, int height, Func<int, SKColor> color)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(color)];
        canvas.DrawBitmap(bitmap, place, new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static void Points(SKCanvas canvas, SKRect place, torch.Tensor points)
    {
        using var paint = new SKPaint { Color = new SKColor(0x00, 0xE6, 0x76), IsAntialias = true };
        var xy = points.cpu().contiguous().data<float>().ToArray();
        for (var i = 0; i < xy.Length; i += 2)
        {
            canvas.DrawCircle(place.Left + (xy[i] * place.Width), place.Top + (xy[i + 1] * place.Height), 2, paint);
        }
    }

    // From the side, a quarter turn from the camera, where depth shows: depth to the right, up is up.
    private static void Body(SKCanvas canvas, SKRect place, torch.Tensor joints, Pose3D pose, SKColor color, float stroke)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, StrokeWidth = stroke, StrokeCap = SKStrokeCap.Round };
        var xyz = (joints - joints[pose.Root]).cpu().contiguous().data<float>().ToArray();
        SKPoint At(int joint) => new(
            place.MidX + (xyz[(joint * 3) + 2] / 1000 / PoseHalf * place.Width / 2), place.MidY - (xyz[(joint * 3) + 1] / 1000 / PoseHalf * place.Height / 2));
        for (var joint = 0; joint < pose.Joints; joint++)
        {
            if (joint < pose.Parents.Count && pose.Parents[joint] is >= 0 and var parent)
            {
                canvas.DrawLine(At(parent), At(joint), paint);
            }
            else
            {
                canvas.DrawCircle(At(joint), stroke, paint);
            }
        }
    }
}
