using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Points in an image, such as those of a face: the wing loss, and the error normalised by the distance of two of them (NME). Labels are float32 [N, points, 2].</summary>
/// <remarks>
/// x and y are in one unit, such as shares of the image's width. A sample whose two points coincide has no
/// normalised error: it is left out and counted. The headline is the area under the curve of errors up to <see cref="Limit"/>.
/// </remarks>
public sealed record Keypoints : ITask
{
    /// <summary>Names the task.</summary>
    /// <param name="points">The number of points, two at least.</param>
    /// <param name="first">The first of the two points that give the unit of errors; for the 68 points of 300-W the outer corner of an eye, 36.</param>
    /// <param name="second">The second; for 300-W that of the other eye, 45.</param>
    /// <param name="limit">The error up to which the curve counts and above which a sample has failed; 300-W takes 0.08.</param>
    /// <param name="wing">w of the wing loss, the deviation up to which it is logarithmic, in the unit of the labels.</param>
    /// <param name="curvature">ε of the wing loss.</param>
    public Keypoints(int points, int first, int second, double limit = 0.08, double wing = 0.1, double curvature = 0.02)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        RequirePoint(first, points, nameof(first));
        RequirePoint(second, points, nameof(second));
        ArgumentOutOfRangeException.ThrowIfEqual(first, second);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wing);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(curvature);
        (Points, First, Second, Limit, Wing, Curvature) = (points, first, second, limit, wing, curvature);
    }

    /// <summary>The number of points.</summary>
    public int Points { get; }

    /// <summary>The first of the two points whose distance is the unit of errors.</summary>
    public int First { get; }

    /// <summary>The second.</summary>
    public int Second { get; }

    /// <summary>The error above which a sample has failed.</summary>
    public double Limit { get; }

    /// <summary>w of the wing loss.</summary>
    public double Wing { get; }

    /// <summary>ε of the wing loss.</summary>
    public double Curvature { get; }

    /// <inheritdoc/>
    public int ClassCount => 0;

    /// <inheritdoc/>
    public string Metric => string.Create(CultureInfo.InvariantCulture, $"area under errors to {Limit}");

    /// <inheritdoc/>
    public void Check(string name, Tensor labels, int count, IReadOnlyList<long> sampleShape)
    {
        Coordinates.Check(name, labels, count, Points, 2);
    }

    /// <summary>x and y of each point.</summary>
    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> sampleShape) => [Points, 2];

    /// <summary>The wing loss (Feng et al. 2018, eq. 5): w ln(1 + |d|/ε) for |d| &lt; w, else |d| − C, with the C that joins them; summed over the points and coordinates of a sample, as the authors have it.</summary>
    public Tensor Loss(Tensor outputs, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var d = (outputs.to(ScalarType.Float32) - labels).abs();
        var c = Wing - (Wing * Math.Log(1 + (Wing / Curvature)));
        return where(d < Wing, (d / Curvature).log1p() * Wing, d - c).sum([1, 2]).mean();
    }

    /// <inheritdoc/>
    public Tensor Predict(Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.to(ScalarType.Float32);
    }

    /// <summary>NME, the share of failures, and the area under the share of samples with an error up to x, for x from 0 to the limit.</summary>
    public TaskResult Measure(Tensor predicted, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var truth = labels.to(ScalarType.Float64);
        var errors = Coordinates.Distances(predicted.to(ScalarType.Float64), truth).mean([1]);
        var units = (truth.select(1, First) - truth.select(1, Second)).norm(1, keepdim: false, p: 2);
        var known = units > 0;
        var normalised = (errors.masked_select(known) / units.masked_select(known)).data<double>().ToArray();
        if (normalised.Length == 0)
        {
            throw new ArgumentException($"In no sample are the points {First} and {Second} apart, so that no error has a unit.", nameof(labels));
        }

        var measures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [DomainAdaptation.Measure.NormalisedError] = normalised.Average(),
            [DomainAdaptation.Measure.Failures] = normalised.Average(e => e > Limit ? 1.0 : 0),
        };
        if (normalised.Length < labels.size(0))
        {
            measures[DomainAdaptation.Measure.WithoutUnit] = labels.size(0) - normalised.Length;
        }

        return new(normalised.Average(e => Math.Max(0, 1 - (e / Limit))), measures, []);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Points} points in units of {First} to {Second}, errors to {Limit}, wing {Wing}, curvature {Curvature}");

    private static void RequirePoint(int point, int points, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(point, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(point, points, name);
    }
}
