using Deedle;
using Deedle.Internal;
using DomainAdaptation.Reporting;
using Plotly.NET;
using TorchSharp;

namespace DomainAdaptation.Notebooks;

/// <summary>All that has a look of its own in a notebook.</summary>
internal static class HtmlViews
{
    /// <summary>The views, of which the first that fits a value counts.</summary>
    public static IReadOnlyList<HtmlView> All { get; } =
    [
        HtmlView.Of<GenericChart>(chart => ChartHtml.Of(chart)),
        HtmlView.Of<NamedChart>(named => ChartHtml.Of(named.Chart, named.Title)),
        HtmlView.Of<IFrame>(FrameHtml.Of),
        HtmlView.Of<ISeriesFormattable>(FrameHtml.Of),
        HtmlView.Of<torch.Tensor>(TensorHtml.Of),
        HtmlView.Of<ResultsTable>(table => table.ToHtml()),
        HtmlView.Of<MeasuresTable>(table => table.ToHtml()),
        HtmlView.Of<ChoosingTable>(table => table.ToHtml()),
        HtmlView.Of<PaperTable>(table => table.ToHtml()),
        HtmlView.Of<VerdictTable>(table => table.ToHtml()),
        HtmlView.Of<IEnumerable<RunRecord>>(runs => ResultsTable.From(runs).ToHtml()),
        HtmlView.Of<RunRecord>(run => ResultsTable.From([run]).ToHtml()),
        HtmlView.Of<DomainAdversarialNetwork>(NetworkHtml.Of),
        HtmlView.Of<Picture>(picture => picture.ToHtml()),
        HtmlView.Of<TurningFigures>(figures => figures.ToHtml()),
    ];
}
