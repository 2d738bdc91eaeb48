using System.Globalization;
using System.Net;
using System.Text;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Notebooks;

/// <summary>Where a training stands, as a notebook shows it: a bar while it runs, a line a run when it is done.</summary>
internal sealed class TrainingView
{
    private readonly IReadOnlyList<string> done;
    private readonly string now;
    private readonly double share;

    public TrainingView(IReadOnlyList<string> done, string now, double share) => (this.done, this.now, this.share) = (done, now, share);

    /// <summary>The view in HTML that needs no style sheet and no script.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<div>");
        foreach (var line in done)
        {
            html.Append("<div>").Append(WebUtility.HtmlEncode(line)).Append("</div>");
        }

        return now.Length == 0
            ? html.Append("</div>").ToString()
            : html.Append(CultureInfo.InvariantCulture, $"<div><progress max=\"1\" value=\"{share:0.000}\"></progress> {WebUtility.HtmlEncode(now)}</div></div>").ToString();
    }
}
