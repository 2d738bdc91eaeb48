using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Tests;

public sealed class DirectiveTests(EngineFixture session) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Text_languages_are_shown_as_what_they_are()
    {
        var output = await session.RunWell("#!html\n<b>x</b>\n#!markdown\n# Title\n#!javascript\nalert(1)\n#!csharp\n1+1");
        Assert.Equal("<b>x</b>", output.Displays[0].Data[MimeBundle.Html]);
        Assert.Equal("# Title", output.Displays[1].Data["text/markdown"]);
        Assert.Contains("<script", output.Displays[2].Data[MimeBundle.Html], StringComparison.Ordinal);
        Assert.Equal("2", output.Plain);
    }

    [Fact]
    public async Task Time_who_whos_about_and_the_list_show_something()
    {
        await session.RunWell("var listed = 12;");
        Assert.StartsWith("Wall time: ", (await session.RunWell("#!time\nvar timed = 1;")).Displays.Single().Data[MimeBundle.Plain], StringComparison.Ordinal);
        Assert.Contains("listed", (await session.RunWell("#!who")).Displays.Single().Data[MimeBundle.Plain], StringComparison.Ordinal);
        Assert.Contains("<td>listed</td><td>int</td><td>12</td>", (await session.RunWell("#!whos")).Displays.Single().Data[MimeBundle.Html], StringComparison.Ordinal);
        Assert.Contains("Workbench.Kernel", (await session.RunWell("#!about")).Displays.Single().Data[MimeBundle.Html], StringComparison.Ordinal);
        Assert.Contains("#!share", (await session.RunWell("#!lsmagic")).Displays.Single().Data[MimeBundle.Html], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_directive_is_an_error()
    {
        Assert.Contains("#!nothing", (await session.Run("#!nothing")).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_go_from_one_language_to_the_other()
    {
        await session.RunWell("#!fsharp\nlet numbers = [1; 2; 3]\nlet pair = (1, \"a\")");
        Assert.Equal("6", (await session.RunWell("#!share --from fsharp numbers\nnumbers.Sum()")).Plain);
        Assert.Equal("a", (await session.RunWell("#!set --name renamed --value @fsharp:pair\nrenamed.Item2")).Plain);
        Assert.Equal("plain text", (await session.RunWell("#!set --name text --value \"plain text\"\ntext")).Plain);
        await session.RunWell("var fromCSharp = new List<int> { 4, 5 };");
        Assert.Equal("9", (await session.RunWell("#!share --from csharp fromCSharp\nSeq.sum fromCSharp", Language.FSharp)).Plain);
    }

    [Fact]
    public async Task A_notebook_or_script_is_imported()
    {
        session.Folder.Write("more.csx", "var imported = 21;");
        session.Folder.Write("more.ipynb", """{"cells":[{"cell_type":"markdown","metadata":{},"source":"x"},{"cell_type":"code","metadata":{},"source":["var cell = ","2;"],"outputs":[],"execution_count":null}],"metadata":{"kernelspec":{"language":"C#"}},"nbformat":4,"nbformat_minor":5}""");
        Assert.Equal("42", (await session.RunWell("#!import more.csx\n#!import more.ipynb\nimported * cell")).Plain);
        Assert.Contains("missing.csx", (await session.Run("#!import missing.csx")).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_is_split_without_moving_its_lines()
    {
        var parts = CellPart.Split("a\n#!fsharp\nb\n#!time\nc", Language.CSharp);
        Assert.Equal(
            [new CellPart("csharp", "a"), new CellPart("fsharp", "\n\nb"), new CellPart(null, "", "time"), new CellPart("fsharp", "\n\n\n\nc")],
            parts);
    }
}
