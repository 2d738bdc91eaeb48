using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

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

    [Fact]
    public async Task A_list_of_results_is_a_table_however_long_its_text_is()
    {
        await session.RunWell("record Result(int Epoch, int Step, double LabelLoss, double? DomainLoss);");
        var output = await session.RunWell("Enumerable.Range(1, 12).Select(i => new Result(i, i * 10, 1.0 / i, 0.5)).ToList()");
        Assert.Contains("<th>DomainLoss</th>", output.Html, StringComparison.Ordinal);
        Assert.EndsWith("…", output.Plain, StringComparison.Ordinal);
        var nested = await session.RunWell("Enumerable.Range(0, 3).Select(i => new { i, All = Enumerable.Range(0, 1000).Select(j => new Result(j, j, j, j)).ToList() })");
        Assert.Contains("…</td>", nested.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class A : IEnumerable<A> { public IEnumerator<A> GetEnumerator() { yield return this; } IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }\nnew A()")]
    [InlineData("class B : IEnumerable { public IEnumerator GetEnumerator() { yield return this; } }\nnew B()")]
    [InlineData("class C : List<C> { }\nvar c = new C(); c.Add(c); c.Add(c); c")]
    [InlineData("object nested = 1; for (var i = 0; i < 100_000; i++) { nested = new[] { nested }; }\nnested")]
    [InlineData("class D { public D Same => this; public object[] All => [this, this]; }\nnew D()")]
    public async Task What_holds_itself_is_cut_at_a_depth(string code)
    {
        var output = await session.RunWell(code);
        Assert.InRange(output.Value!.Data.Values.Sum(d => d.Length), 1, 200_000);
    }

    [Fact]
    public async Task A_record_that_holds_itself_fails_its_cell_alone()
    {
        var output = await session.Run("record Ring { public Ring Next { get; set; } }\nvar ring = new Ring(); ring.Next = ring; ring");
        Assert.Contains("holds itself", output.Failure!.Message, StringComparison.Ordinal);
        Assert.InRange(output.Failure.Traceback.Count, 1, 200);
        Assert.Equal("2", (await session.RunWell("1+1")).Plain);
    }

    [Fact]
    public async Task Output_without_end_is_cut_and_that_is_said()
    {
        var output = await session.RunWell("for (var i = 0; i < 3_000_000; i++) { Console.WriteLine(\"hello\"); }");
        Assert.Equal(CappedOutput.MostText, output.Stdout.Length + 100);
        Assert.Equal("\nThe cell has written 1,000,000 characters; the rest is left out.\n", output.Stderr);

        output = await session.RunWell("for (var i = 0; i < 5000; i++) { display(i); }");
        Assert.Equal(CappedOutput.MostShown, output.Displays.Count);
        Assert.Contains("The cell has shown 1,000 things", output.Stderr, StringComparison.Ordinal);

        output = await session.RunWell("for (var i = 0; i < 20; i++) { display(HTML(new string('x', 5_000_000))); }");
        Assert.InRange(output.Displays.Sum(d => d.Data.Values.Sum(v => v.Length)), 1, CappedOutput.MostShownCharacters);
        Assert.Contains("is left out", output.Stderr, StringComparison.Ordinal);

        output = await session.RunWell("var d = display(0); for (var i = 0; i < 20; i++) { d.Update(HTML(new string('x', 5_000_000))); }");
        Assert.Equal(("", 20), (output.Stderr, output.Updates.Count)); // each takes the place of the one before
    }

    [Fact]
    public async Task A_long_string_is_cut_and_its_length_said()
    {
        Assert.EndsWith("xx… (100,000 of 5,000,000 characters)", (await session.RunWell("new string('x', 5_000_000)")).Plain, StringComparison.Ordinal);
        Assert.InRange((await session.RunWell("new { A = new string('x', 5_000_000) }")).Value!.Data.Values.Sum(v => v.Length), 1, 110_000);
        Assert.EndsWith("characters)", (await session.Run("throw new Exception(new string('x', 5_000_000));")).Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void A_cut_goes_through_no_character(int limit)
    {
        var text = string.Concat(Enumerable.Repeat("😀", 10));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", limit / 2)) + "…", ShownText.Cut(text, limit));
        using var writer = new CappedWriter(limit);
        Assert.Throws<IOException>(() => writer.Write(text));
        Assert.Equal(ShownText.Cut(text, limit), writer.ToString());
    }
}
