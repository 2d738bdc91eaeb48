using System.Net;

namespace DomainAdaptation.Reporting;

/// <summary>One HTML page that holds all it needs: it can be read offline, mailed and kept.</summary>
/// <example>
/// <code>
/// new HtmlReport("MNIST → MNIST-M", "Twenty epochs, five seeds.")
///     .WithSamples(SampleGrid.OfPair(pair), "The source on the left, the target on the right.")
///     .WithRuns(runs)
///     .Save("runs/report.html");
/// </code>
/// </example>
public sealed class HtmlReport
{
    private readonly string title;
    private readonly string lead;
    private readonly IReadOnlyList<HtmlSection> sections;

    /// <summary>An empty page.</summary>
    /// <param name="title">The headline.</param>
    /// <param name="lead">What a reader should know first, or nothing.</param>
    public HtmlReport(string title, string lead = "")
        : this(title, lead, [])
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(lead);
    }

    private HtmlReport(string title, string lead, IReadOnlyList<HtmlSection> sections) =>
        (this.title, this.lead, this.sections) = (title, lead, sections);

    /// <summary>The page with a section of text, one paragraph a blank line.</summary>
    public HtmlReport WithText(string heading, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return With(new(heading, string.Concat(text.Split("\n\n").Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>\n")), []));
    }

    /// <summary>The page with a picture, such as one of <c>SampleGrid</c>.</summary>
    /// <param name="png">The picture as a PNG file.</param>
    /// <param name="caption">What it shows.</param>
    public HtmlReport WithSamples(byte[] png, string caption)
    {
        ArgumentNullException.ThrowIfNull(png);
        var text = WebUtility.HtmlEncode(caption);
        return With(new("Samples", $"<figure class=\"samples\"><img alt=\"{text}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"><figcaption>{text}</figcaption></figure>\n", []));
    }

    /// <summary>The page with a drawing.</summary>
    /// <param name="heading">What it is of.</param>
    /// <param name="svg">The drawing; it is put in as it is.</param>
    /// <param name="caption">What it shows.</param>
    public HtmlReport WithDrawing(string heading, string svg, string caption)
    {
        ArgumentNullException.ThrowIfNull(svg);
        return With(new(heading, $"<figure class=\"samples\">{svg}<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>\n", []));
    }

    /// <summary>The page with a list of sentences.</summary>
    /// <param name="heading">What they are about.</param>
    /// <param name="lines">The sentences.</param>
    public HtmlReport WithList(string heading, IEnumerable<string> lines) =>
        With(new(heading, $"<ul>\n{string.Concat(lines.Select(l => $"<li>{WebUtility.HtmlEncode(l)}</li>\n"))}</ul>\n", []));

    /// <summary>The page with a table.</summary>
    /// <param name="heading">What it shows.</param>
    /// <param name="columns">The names of the columns. The first is text, on the left; the others are numbers.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="note">A sentence below it, or nothing.</param>
    public HtmlReport WithTable(string heading, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string note = "")
    {
        var table = $"<div class=\"wide\">\n{HtmlTable.Of(columns, rows)}</div>\n";
        return With(new(heading, table + (note.Length > 0 ? $"<p class=\"note\">{WebUtility.HtmlEncode(note)}</p>\n" : ""), []));
    }

    /// <summary>The page with small pictures, each above its caption.</summary>
    /// <param name="heading">What they show.</param>
    /// <param name="text">What to look for, or nothing.</param>
    /// <param name="pictures">PNG files and captions.</param>
    public HtmlReport WithPictures(string heading, string text, IEnumerable<CaptionedPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var all = string.Concat(pictures.Select(p => $"<figure><img alt=\"{WebUtility.HtmlEncode(p.Caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(p.Png)}\"><figcaption>{WebUtility.HtmlEncode(p.Caption)}</figcaption></figure>\n"));
        return With(new(heading, (text.Length > 0 ? $"<p>{WebUtility.HtmlEncode(text)}</p>\n" : "") + $"<div class=\"pictures\">\n{all}</div>\n", []));
    }

    /// <summary>The page with charts.</summary>
    public HtmlReport WithCharts(string heading, IEnumerable<NamedChart> charts) => With(new(heading, "", [.. charts]));

    /// <summary>The page with the results of some runs, their learning curves, and a list of the runs.</summary>
    public HtmlReport WithRuns(IEnumerable<RunRecord> runs)
    {
        var all = runs.ToList();
        var table = $"<div class=\"wide\">\n{ResultsTable.From(all).ToHtml()}</div>\n<p class=\"note\">{RunsHtml.TableNote(all)}</p>\n";
        var page = With(new("Results", table, []));
        var groups = all.GroupBy(r => $"{r.Experiment} · {r.Variant} · {r.Scale}", StringComparer.Ordinal).ToList();
        foreach (var group in groups)
        {
            page = page.WithCharts(groups.Count > 1 ? $"Learning curves: {group.Key}" : "Learning curves", LearningCurves.All(group));
        }

        if (ChoosingTable.OfEpochs(all) is { Rows.Count: > 0 } choosing)
        {
            page = page.With(new("Choosing the epoch without target labels", choosing.ToHtml(), []));
        }

        return page.With(new("Every run", RunsHtml.Of(all), []));
    }

    /// <summary>The page as text.</summary>
    /// <param name="images">Whether each chart has a picture that shows before, and without, its script; it needs a browser and takes seconds.</param>
    public string ToHtml(bool images = true) => HtmlPage.Of(title, lead, sections, images);

    /// <summary>Writes the page: the whole of it or, when that fails, nothing.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="images">As for <see cref="ToHtml"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, bool images = true) => AtomicFile.WriteText(path, ToHtml(images));

    private HtmlReport With(HtmlSection section) => new(title, lead, [.. sections, section]);
}
