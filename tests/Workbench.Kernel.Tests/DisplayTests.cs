using Workbench.Kernel.Display;

namespace Workbench.Kernel.Tests;

public sealed class DisplayTests(EngineFixture session) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Display_shows_and_update_replaces()
    {
        var output = await session.RunWell("var d = display(\"one\"); d.Update(\"two\"); \"<b>three</b>\".DisplayAs(\"text/html\"); 4.Display()");
        Assert.Equal(["one", "<b>three</b>", "4"], output.Displays.Select(d => d.Data.Values.Single()));
        Assert.Equal("two", output.Updates.Single().Data[MimeBundle.Plain]);
        Assert.Null(output.Value);
    }

    [Fact]
    public async Task Html_stays_html_and_numbers_stay_text()
    {
        Assert.Equal("<i>x</i>", (await session.RunWell("HTML(\"<i>x</i>\")")).Html);
        var number = (await session.RunWell("0.5")).Value!;
        Assert.Equal(["0.5"], number.Data.Values);
        Assert.Equal("[ 1, 2, 3 ]", (await session.RunWell("new[] { 1, 2, 3 }")).Plain);
    }

    [Fact]
    public async Task A_registered_formatter_is_used()
    {
        var output = await session.RunWell("""
            using Microsoft.DotNet.Interactive.Formatting;
            class Thing { public int Size => 3; }
            Formatter.Register<Thing>(t => $"<em>{t.Size}</em>", "text/html");
            new Thing()
            """);
        Assert.Equal("<em>3</em>", output.Html);
    }

    [Fact]
    public async Task A_formatter_is_found_by_the_naming_convention_without_a_reference()
    {
        var output = await session.RunWell("""
            [AttributeUsage(AttributeTargets.Class)]
            class TypeFormatterSourceAttribute : Attribute
            {
                public TypeFormatterSourceAttribute(Type type) => FormatterSourceType = type;
                public Type FormatterSourceType { get; }
                public string[] PreferredMimeTypes { get; set; }
            }
            class Source { public IEnumerable<object> CreateTypeFormatters() { yield return new ByConvention(); } }
            class ByConvention
            {
                public string MimeType => "text/html";
                public bool Format(object instance, System.IO.TextWriter writer) { writer.Write("<u>by convention</u>"); return true; }
            }
            [TypeFormatterSource(typeof(Source))]
            class Conventional { }
            new Conventional()
            """);
        Assert.Equal("<u>by convention</u>", output.Html);
    }

    [Fact]
    public async Task ToHtml_is_used_where_nothing_else_was_registered()
    {
        Assert.Equal("<p>own</p>", (await session.RunWell("class Own { public string ToHtml() => \"<p>own</p>\"; }\nnew Own()")).Html);
    }

    [Fact]
    public async Task Records_become_a_table_without_end_or_style()
    {
        var table = (await session.RunWell("record Row(string Name, double Value);\nnew[] { new Row(\"a<b\", 1.5), new Row(null, 2) }")).Html;
        Assert.Equal(
            "<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody><tr><td style=\"text-align:left\">a&lt;b</td><td style=\"text-align:right\">1.5</td></tr>"
            + "<tr><td style=\"text-align:left\">&lt;null&gt;</td><td style=\"text-align:right\">2</td></tr></tbody></table>",
            table);
        var endless = (await session.RunWell("IEnumerable<Row> Endless() { while (true) yield return new Row(\"x\", 1); }\nEndless()")).Html;
        Assert.EndsWith("<p>and more</p>", endless, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_beside_html_is_short()
    {
        var output = await session.RunWell("class Big { public override string ToString() => new string('x', 1_000_000); public int A => 1; }\nnew Big()");
        Assert.InRange(output.Plain.Length, 1, 1001);
    }

    [Fact]
    public async Task The_reader_is_asked()
    {
        Assert.Equal("answer to Name?", (await session.RunWell("await GetInputAsync(\"Name?\")")).Plain);
        Assert.Equal("answer to ", (await session.RunWell("Console.ReadLine()")).Plain);
    }
}
