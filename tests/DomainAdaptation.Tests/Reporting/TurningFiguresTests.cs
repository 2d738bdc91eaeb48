using System.Text.RegularExpressions;
using System.Xml.Linq;
using DomainAdaptation.Reporting;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public sealed class TurningFiguresTests
{
    [Fact]
    public void A_joint_goes_once_around_the_vertical_through_the_root_at_its_own_height()
    {
        using var scope = NewDisposeScope();
        // The root, and a joint 600 mm to the right, 300 up and none in front of it: half of the way to the edge.
        var labels = tensor([10f, 20, 30, 610, 320, 30]).reshape(1, 2, 3);
        var figures = TurningFigures.Of(LabelledDomain.WithTask("poses", zeros(1, 4), labels, new Pose3D(2, root: 0, parents: [-1, 0])), [labels.clone()], ["a <method>"], rows: 3);
        var svg = XDocument.Parse(figures.Svg);
        var values = svg.Descendants().First(e => e.Name.LocalName == "animate").Attribute("values")!.Value.Split(';');
        Assert.Equal(17, values.Length);
        Assert.Equal(values[0], values[^1]);
        Assert.Equal("M160 160L160 160M160 160L240 120", values[0]); // to the right
        Assert.Equal("M160 160L160 160M160 160L160 120", values[4]); // a quarter further: towards us
        Assert.Equal("M160 160L160 160M160 160L80 120", values[8]);
        Assert.Equal(2, svg.Descendants().Count(e => e.Name.LocalName == "path")); // truth and prediction
        Assert.Contains("a <method>", svg.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("<method>"), figures.ToHtml());

        Assert.Contains("only poses in space", Assert.Throws<NotSupportedException>(() => TurningFigures.Of(new LabelledDomain("digits", zeros(2, 3), zeros(2, dtype: ScalarType.Int64), 2), [], [])).Message, StringComparison.Ordinal);
        Assert.Contains("poses of [1, 2, 3], and predictions have [1, 1, 3]", Assert.Throws<ArgumentException>(() => TurningFigures.Of(LabelledDomain.WithTask("poses", zeros(1, 4), labels, new Pose3D(2)), [labels.narrow(1, 0, 1)], ["short"])).Message, StringComparison.Ordinal);
        Assert.Contains("1 columns of predictions have 0 names", Assert.Throws<ArgumentException>(() => TurningFigures.Of(LabelledDomain.WithTask("poses", zeros(1, 4), labels, new Pose3D(2)), [labels], [])).Message, StringComparison.Ordinal);
    }
}
