namespace Workbench.Kernel.Tests;

public sealed class CSharpCellTests(EngineFixture session) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task The_last_expression_is_the_result_and_a_semicolon_takes_it_away()
    {
        Assert.Equal("2", (await session.RunWell("1+1")).Plain);
        Assert.Null((await session.RunWell("var two = 1 + 1;")).Value);
        Assert.Equal("4", (await session.RunWell("two * 2")).Plain);
        Assert.Null((await session.RunWell("System.GC.KeepAlive(two)")).Value);
        Assert.Equal("<null>", (await session.RunWell("(string)null")).Plain);
    }

    [Fact]
    public async Task The_console_is_captured_by_stream()
    {
        var output = await session.RunWell("""Console.WriteLine("out"); Console.Error.Write("err"); Console.Write(1.5); Console.Write(new[] { 'a', 'b' });""");
        Assert.Equal("out\n1.5ab", output.Stdout);
        Assert.Equal("err", output.Stderr);
    }

    [Fact]
    public async Task What_a_cell_leaves_running_writes_to_that_cell()
    {
        var first = await session.RunWell("""var later = Task.Run(async () => { await Task.Delay(200); Console.Write("late"); });""");
        var second = await session.RunWell("await later;");
        Assert.Equal("late", first.Stdout);
        Assert.Equal("", second.Stdout);
    }

    [Fact]
    public async Task An_error_names_the_line_of_the_cell()
    {
        var thrown = await session.Run("int Fail()\n{\n    throw new InvalidOperationException(\"boom\");\n}\n\nFail();");
        Assert.Equal("System.InvalidOperationException", thrown.Failure!.Name);
        Assert.Equal("boom", thrown.Failure.Message);
        Assert.Contains(thrown.Failure.Traceback, l => l.Contains("Fail in Cell", StringComparison.Ordinal) && l.EndsWith("line 3", StringComparison.Ordinal));
        Assert.EndsWith("line 6", thrown.Failure.Traceback[^1], StringComparison.Ordinal);

        var wrong = await session.Run("#!time\nvar a = 1;\nvar b = nope;");
        Assert.StartsWith("(3,9): CS0103", wrong.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_throws_keeps_what_it_set_and_one_that_does_not_compile_changes_nothing()
    {
        await session.Run("var kept = 7; throw new Exception();");
        await session.Run("var kept = 8; nope");
        Assert.Equal("7", (await session.RunWell("kept")).Plain);
    }

    [Fact]
    public async Task Usings_types_and_awaits_carry_over()
    {
        await session.RunWell("using System.Globalization;\nrecord Person(string Name, int Age);");
        Assert.Equal("True", (await session.RunWell("await Task.Delay(1); CultureInfo.InvariantCulture.Name == \"\"")).Plain);
        Assert.Contains("Ada", (await session.RunWell("new Person(\"Ada\", 36).ToString()")).Plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_loaded_relative_to_the_notebook()
    {
        Directory.CreateDirectory(session.Folder.File("sub"));
        session.Folder.Write("sub/inner.csx", "int Inner() => 5;");
        session.Folder.Write("setup.csx", "#load \"sub/inner.csx\"\nint FromSetup() => Inner() + 1;");
        Assert.Equal("6", (await session.RunWell("#load \"setup.csx\"\nFromSetup()")).Plain);
        Assert.Equal("5", (await session.RunWell("Inner()")).Plain);
    }

    [Fact]
    public async Task An_assembly_is_referenced_by_its_path_from_a_loaded_file_and_for_later_cells()
    {
        var relative = Path.GetRelativePath(session.Folder.Path, typeof(Assert).Assembly.Location);
        session.Folder.Write("refs.csx", $"#r \"{relative}\"");
        await session.RunWell("#load \"refs.csx\"");
        Assert.Equal("xunit.v3.assert", (await session.RunWell("typeof(Xunit.Assert).Assembly.GetName().Name")).Plain);
        // The session and this test share the type.
        Assert.Null((await session.RunWell("Xunit.Assert.True(true);")).Value);
    }

    [Fact]
    public async Task A_missing_reference_says_what_and_where()
    {
        var output = await session.Run("#r \"nowhere/Missing.dll\"\n1");
        Assert.Contains("nowhere/Missing.dll", output.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(session.Folder.Path, output.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_of_a_cell_that_fails_does_not_end_the_session()
    {
        var output = await session.RunWell("var t = new System.Threading.Thread(() => throw new Exception(\"alone\")); t.Start(); t.Join(); await Task.Delay(100);");
        Assert.Contains("alone", output.Stderr, StringComparison.Ordinal);
        Assert.Equal("1", (await session.RunWell("1")).Plain);
    }

    [Fact]
    public async Task A_busy_loop_runs_at_release_speed()
    {
        const string Loop = """
            static long Count()
            {
                long sum = 0;
                for (var i = 0; i < 400_000_000; i++)
                {
                    sum += i & 3;
                }

                return sum;
            }

            var clock = System.Diagnostics.Stopwatch.StartNew();
            Count();
            clock.Elapsed.TotalSeconds
            """;
        var here = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(600_000_000, Count());
        var own = here.Elapsed.TotalSeconds;
        var cell = double.Parse((await session.RunWell(Loop)).Plain, System.Globalization.CultureInfo.InvariantCulture);
        // Unoptimised code takes four times as long and more; the machine may be busy.
        Assert.True(cell < (own * 3) + 0.3, $"{cell} s in a cell, {own} s here");
    }

    private static long Count()
    {
        long sum = 0;
        for (var i = 0; i < 400_000_000; i++)
        {
            sum += i & 3;
        }

        return sum;
    }
}
