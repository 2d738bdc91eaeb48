using System.Globalization;
using System.Net;
using System.Text;
using TorchSharp;

namespace DomainAdaptation.Reporting;

/// <summary>Stick figures that turn about the vertical: poses in space as one sees them best. Truth in gray, what a network says in red.</summary>
/// <param name="Svg">A drawing that moves by itself, without a script.</param>
/// <param name="Caption">What it shows.</param>
public sealed record TurningFigures(string Svg, string Caption)
{
    private const int Side = 320, Head = 32, Turns = 16; // in units of half a pixel
    private const double Half = 1.2; // metres from the root to the edge

    /// <summary>Draws poses over the true ones: a row a sample, a column for each set of predictions.</summary>
    /// <param name="samples">Labelled samples of a pose.</param>
    /// <param name="predictions">Of the same samples, [N, joints, 3] each; where there are none, the truth alone is drawn.</param>
    /// <param name="names">What the columns are.</param>
    /// <param name="rows">How many samples, evenly spread.</param>
    /// <exception cref="ArgumentException">Columns and names are not of one number.</exception>
    /// <exception cref="NotSupportedException">The samples are no poses.</exception>
    public static TurningFigures Of(LabelledDomain samples, IReadOnlyList<torch.Tensor> predictions, IReadOnlyList<string> names, int rows = 3)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (names.Count != predictions.Count)
        {
            throw new ArgumentException($"{predictions.Count} columns of predictions have {names.Count} names.", nameof(names));
        }

        if (samples.Task is not Pose3D pose)
        {
            throw new NotSupportedException($"{samples.Name} is labelled with {samples.Task}: only poses in space are drawn as turning figures.");
        }

        using var scope = torch.NewDisposeScope();
        if (predictions.FirstOrDefault(p => !p.shape.SequenceEqual(samples.Labels.shape)) is { } other)
        {
            throw new ArgumentException($"{samples.Name} has poses of [{string.Join(", ", samples.Labels.shape)}], and predictions have [{string.Join(", ", other.shape)}].", nameof(predictions));
        }

        var caption = $"Held-out samples of {samples.Name}, turning: the truth in gray{(names.Count > 0 ? $", in red {string.Join(", ", names)}" : "")}.";
        var shown = TaskPictures.Spread(samples.Count, rows);
        var columns = Math.Max(1, predictions.Count);
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {columns * Side} {(shown.Count * Side) + Head}\" width=\"{columns * Side / 2}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(caption)}\" style=\"max-width:100%;background:#fff\">\n");
        for (var column = 0; column < names.Count; column++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(column * Side) + (Side / 2)}\" y=\"24\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"24\">{WebUtility.HtmlEncode(names[column])}</text>\n");
        }

        foreach (var (sample, row) in shown.Select((s, r) => (s, r)))
        {
            for (var column = 0; column < columns; column++)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({column * Side},{(row * Side) + Head})\">\n");
                Figure(svg, samples.Labels[sample], pose, "#bdbdbd", 10);
                if (predictions.Count > 0)
                {
                    Figure(svg, predictions[column][sample], pose, "#d73027", 4);
                }

                svg.Append("</g>\n");
            }
        }

        return new(svg.Append("</svg>\n").ToString(), caption);
    }

    /// <summary>What the networks of finished runs say of held-out samples of the target: the first seed of each method.</summary>
    /// <param name="runner">The runner that made them, whose folder has their weights.</param>
    /// <param name="data">The data of the experiment.</param>
    /// <param name="runs">Their records.</param>
    /// <param name="rows">How many samples, evenly spread.</param>
    /// <exception cref="FileNotFoundException">A run was not made in the runner's folder.</exception>
    public static TurningFigures OfRuns(ExperimentRunner runner, ExperimentData data, IReadOnlyList<RunRecord> runs, int rows = 3)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(runs);
        using var scope = torch.NewDisposeScope();
        return Of(data.TargetTest, TaskPictures.PredictionsOf(runner, data, runs), [.. TaskPictures.FirstOfEach(runs).Select(r => r.Method)], rows);
    }

    /// <summary>The drawing with its caption, in HTML that needs nothing else.</summary>
    public string ToHtml() => $"<figure style=\"margin:0\">{Svg}<figcaption>{WebUtility.HtmlEncode(Caption)}</figcaption></figure>";

    /// <inheritdoc/>
    public override string ToString() => Caption;

    // One path with a line from each joint to its parent. About the vertical only x moves: once around in eight seconds.
    private static void Figure(StringBuilder svg, torch.Tensor joints, Pose3D pose, string color, int stroke)
    {
        using var centred = joints - joints[pose.Root];
        var xyz = centred.cpu().contiguous().data<float>().ToArray();
        int Pixel(double millimetres) => (int)Math.Round(Side / 2 * (1 + (millimetres / 1000 / Half)));
        string At(int joint, double angle) => string.Create(CultureInfo.InvariantCulture,
            $"{Pixel((xyz[joint * 3] * Math.Cos(angle)) + (xyz[(joint * 3) + 2] * Math.Sin(angle)))} {Pixel(-xyz[(joint * 3) + 1])}");
        string Seen(int turn) => string.Concat(Enumerable.Range(0, pose.Joints).Select(joint =>
        {
            var from = joint < pose.Parents.Count && pose.Parents[joint] is >= 0 and var parent ? parent : joint;
            return $"M{At(from, 2 * Math.PI * turn / Turns)}L{At(joint, 2 * Math.PI * turn / Turns)}";
        }));
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"none\" stroke=\"{color}\" stroke-width=\"{stroke}\" stroke-linecap=\"round\" d=\"{Seen(0)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<animate attributeName=\"d\" dur=\"8s\" repeatCount=\"indefinite\" values=\"{string.Join(';', Enumerable.Range(0, Turns + 1).Select(Seen))}\"/></path>\n");
    }
}
