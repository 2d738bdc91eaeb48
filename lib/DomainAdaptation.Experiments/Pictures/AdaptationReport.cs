using System.Globalization;
using Plotly.NET;

namespace DomainAdaptation.Reporting;

/// <summary>What an adaptation to one's own images leaves behind: a page for people, predictions for programs, and the model.</summary>
public static class AdaptationReport
{
    private const int PictureSize = 96;
    private const int MostClasses = 12, PerClass = 2, MostRows = 60;
    private const int Shown = 16; // predictions of either kind
    private const int MostPoints = 500;
    private const double Sure = 0.995; // is shown as 100 %

    /// <summary>Writes <c>report.html</c>, <c>predictions.csv</c>, <c>record.json</c> and the folder <c>model</c>.</summary>
    /// <param name="adapted">What was done.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static string Save(AdaptedImages adapted, string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(adapted);
        // The smallest first: on a full disk some of it is there.
        adapted.Predictions.SaveCsv(Path.Combine(folder, "predictions.csv"));
        AtomicFile.WriteText(Path.Combine(folder, "record.json"), adapted.ToJson());
        var page = Path.Combine(folder, "report.html");
        Page(adapted, cancellation).Save(page);
        adapted.Model.Save(Path.Combine(folder, "model"));
        return page;
    }

    /// <summary>Source and target as the chosen network sees them, beside the source-only one: t-SNE of their features.</summary>
    /// <param name="adapted">What was done.</param>
    /// <param name="points">Samples of either domain, at most.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">There are too few images for a map.</exception>
    public static GenericChart Features(AdaptedImages adapted, int points = MostPoints, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(adapted);
        return EmbeddingPlot.Of(new[] { Methods.SourceOnly, adapted.Chosen.Method }.Distinct(StringComparer.Ordinal)
            .Select(method => (Method: method, Map: adapted.MapOf(method, points, cancellation))).Where(m => m.Map is not null)
            .Select(m => new EmbeddingPanel(m.Method, m.Map!.Value.Map, m.Map.Value.SourceCount)));
    }

    private static HtmlReport Page(AdaptedImages adapted, CancellationToken cancellation)
    {
        var page = new HtmlReport("Adapted to your images", Summary(adapted));
        page = page.WithTable("What was tried", ["method", "source held aside", "target, estimated", .. adapted.Chosen.TestAccuracy is null ? Array.Empty<string>() : ["test set"], "score"],
            adapted.Tried.Select(t => (IReadOnlyList<string>)[
                t.Method + (t == adapted.Chosen ? " (chosen)" : ""), Percent(t.SourceAccuracy), Percent(t.EstimatedAccuracy), .. t.TestAccuracy is { } test ? [Percent(test)] : Array.Empty<string>(),
                t.Scores.TryGetValue(adapted.ChosenBy, out var score) ? score.ToString("0.000", CultureInfo.InvariantCulture) : ""]),
            $"{string.Join("; ", adapted.Tried.Select(t => $"{t.Method}: {Meaning(t.Method)}"))}. The estimate needs no labels of the target: it is a guess from how sure the model is. "
            + $"The score, {adapted.ChosenBy}, needs none either, and chose the method; higher is better." + (adapted.Chosen.TestAccuracy is null ? "" : " Nothing was chosen by the test set."));
        page = page.WithList("Can it be trusted?", Lines(
            [.. adapted.TrainingFindings, .. adapted.DataFindings.Where(f => f.IsWarning)], "Nothing that speaks against it was found. Without labels of the target that is no proof."));
        page = page.WithPictures(
            "The source", adapted.Model.ClassNames.Count > MostClasses ? string.Create(CultureInfo.InvariantCulture, $"Two images of each of the first {MostClasses} classes.") : "Two images of each class.", Source(adapted));
        var byTrust = adapted.Predictions.OrderByDescending(p => p.Probability).ToList();
        page = page.WithPictures("The target: surest predictions", byTrust[^1].Probability > Sure ? "The model is sure of all images, so these are only the first. If one is wrong, the probabilities are not to be trusted."
            : "If one of these is wrong, the probabilities are not to be trusted.", Pictures(byTrust.Take(Shown)));
        page = byTrust.Count <= Shown ? page : page.WithPictures("The target: least sure predictions", "These are worth a look by hand.", Pictures(byTrust.Skip(Shown).TakeLast(Shown).Reverse()));
        page = page.WithCharts("Source and target as the network sees them", Maps(adapted, cancellation));
        List<(string, IReadOnlyList<EpochMetrics>)> trainings = [.. adapted.Tried.Select(t => (t.Method, t.Epochs))];
        Curve[] curves = [Curve.LabelLoss, new("Score: " + adapted.ChosenBy, "higher is better (no unit)", m => m.ScoreBy(adapted.ChosenBy)), Curve.DomainAccuracy];
        page = page.WithCharts("Learning curves", curves.Where(c => adapted.Tried.Any(t => t.Epochs.Any(e => c.Value(e) is not null))).Select(c => new NamedChart(c.Title, LearningCurves.Of(c, trainings))));
        page = page.WithTable("Classes", ["class", "images of the source", "predicted in the target", .. adapted.TestConfusion is null ? Array.Empty<string>() : ["right of the test set"]], Classes(adapted),
            adapted.Model.ClassNames.Count > MostRows ? string.Create(CultureInfo.InvariantCulture, $"The first {MostRows} of {adapted.Model.ClassNames.Count} classes.") : "");
        return page.WithList("The data", Lines(adapted.DataFindings, "All files were read; nothing looked wrong."));
    }

    private static string Summary(AdaptedImages adapted) => string.Create(
        CultureInfo.InvariantCulture, $"{adapted.Predictions.Count:N0} images of the target, {adapted.Model.ClassNames.Count} classes. {adapted.Chosen.Method} was chosen by {adapted.ChosenBy}. ")
        + (adapted.TestConfusion is { } test
            ? string.Create(CultureInfo.InvariantCulture, $"Of {test.Counts.Sum(row => row.Sum()):N0} labelled test images {adapted.Chosen.TestAccuracy:P1} are right; by estimate, without labels, {adapted.Chosen.EstimatedAccuracy:P0} of the target.")
            : string.Create(CultureInfo.InvariantCulture, $"By estimate {adapted.Chosen.EstimatedAccuracy:P0} of its predictions are right; without labels of the target nobody knows"))
        + (adapted.TestConfusion is not null ? "" : adapted.TrainingFindings.Any(f => f.IsWarning || f.About == TrainingDoctor.LittleToEstimateFrom) ? ", and this estimate may be far too high: see below." : ".");

    private static string Meaning(string method) =>
        method == Methods.SourceOnly ? "trained on the source alone, for comparison" : Methods.Info(method).Title + $" ({Methods.Info(method).Paper})";

    private static IEnumerable<IReadOnlyList<string>> Classes(AdaptedImages adapted)
    {
        var names = adapted.Model.ClassNames;
        var source = adapted.SourceClasses.CountBy(c => c, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var target = adapted.Predictions.CountBy(p => p.Class, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var confusion = adapted.TestConfusion;
        return names.Select((name, c) => (IReadOnlyList<string>)[
            name, Count(source.GetValueOrDefault(name)), Count(target.GetValueOrDefault(name)),
            .. confusion is null ? Array.Empty<string>() : [confusion.Counts[c].Sum() is var all && all > 0 ? string.Create(CultureInfo.InvariantCulture, $"{confusion.Counts[c][c]} of {all}") : ""]]).Take(MostRows);
    }

    private static List<CaptionedPicture> Source(AdaptedImages adapted) => Pictures(adapted.SourceFiles.Zip(adapted.SourceClasses)
        .GroupBy(f => f.Second, StringComparer.Ordinal).Take(MostClasses).SelectMany(g => g.Take(PerClass)).Select(f => (f.First, f.Second)));

    private static List<CaptionedPicture> Pictures(IEnumerable<ImagePrediction> predictions) => Pictures(predictions.Select(p => (
        p.File, (p.Probability >= Sure ? p.Class : string.Create(CultureInfo.InvariantCulture, $"{p.Class} {p.Probability:P0}, or {p.RunnerUp}")) + $" · {Path.GetFileName(p.File)}")));

    private static List<CaptionedPicture> Pictures(IEnumerable<(string File, string Caption)> files)
    {
        var all = files.ToList();
        var stack = ImageStack.Read([.. all.Select(f => f.File)], PictureSize, PictureSize, skipUnreadable: true); // one may be gone meanwhile
        const int length = 3 * PictureSize * PictureSize;
        return stack.OfThoseRead(all).Select((file, i) =>
        {
            using var png = ImageFile.Png(stack.Pixels.AsSpan(i * length, length), PictureSize, PictureSize);
            return new CaptionedPicture(png.ToArray(), file.Caption);
        }).ToList();
    }

    private static IEnumerable<NamedChart> Maps(AdaptedImages adapted, CancellationToken cancellation) =>
        from method in new[] { Methods.SourceOnly, adapted.Chosen.Method, adapted.Tried[^1].Method }.Distinct(StringComparer.Ordinal).Take(2)
        let map = adapted.MapOf(method, MostPoints, cancellation)
        where map is not null
        select new NamedChart($"t-SNE, {method}", EmbeddingPlot.Of([new(method, map.Value.Map, map.Value.SourceCount)], method));

    private static IReadOnlyList<string> Lines(IReadOnlyList<Finding> findings, string otherwise) => findings.Count > 0 ? [.. findings.OrderByDescending(f => f.IsWarning).Select(f => f.ToString())] : [otherwise];

    private static string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture).Replace(' ', '\u00A0'); // is not broken on a phone

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
