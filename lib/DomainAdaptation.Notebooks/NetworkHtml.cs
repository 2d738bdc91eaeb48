using System.Globalization;
using System.Net;
using System.Text;

namespace DomainAdaptation.Notebooks;

/// <summary>A network as a table: its three parts, their weights with shapes, and how many numbers they are.</summary>
internal static class NetworkHtml
{
    public static string Of(DomainAdversarialNetwork network)
    {
        var html = new StringBuilder("<table><thead><tr><th>part</th><th style=\"text-align:left\">weights</th><th style=\"text-align:right\">numbers</th></tr></thead><tbody>");
        (string Prefix, string Name)[] parts = [("features.", "feature extractor G<sub>f</sub>"), ("labels.", "label predictor G<sub>y</sub>"), ("domain.", "domain classifier G<sub>d</sub>")];
        foreach (var (prefix, name) in parts)
        {
            var weights = network.named_parameters().Where(p => p.name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            var shapes = weights.Where(p => p.parameter.dim() > 1).Select(p => string.Join("×", p.parameter.shape));
            html.Append(CultureInfo.InvariantCulture, $"<tr><th style=\"text-align:left\">{name}</th><td style=\"text-align:left\">{WebUtility.HtmlEncode(string.Join(", ", shapes))}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td style=\"text-align:right\">{weights.Sum(p => p.parameter.numel()):N0}</td></tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }
}
