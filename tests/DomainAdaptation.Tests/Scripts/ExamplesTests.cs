namespace DomainAdaptation.Tests;

/// <summary>What the pages show as code is a file, word for word, and the file runs.</summary>
[Collection(Programs.Name)]
public sealed class ExamplesTests(DigitFolders digits) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Files => [.. Examples.Keys];

    private static Dictionary<string, string> Examples { get; } = Directory.EnumerateFiles(Repository.PathOf("scripts", "examples"))
        .ToDictionary(f => Path.GetFileName(f), f => File.ReadAllText(f).ReplaceLineEndings("\n").Trim(), StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_example_in_a_page_is_one_of_the_files()
    {
        // Those of a package's page are run from the package: StrangerTests.
        var shown = Page.All.Where(p => !p.Path.StartsWith(Repository.PathOf("lib", "DomainAdaptation"), StringComparison.Ordinal)).SelectMany(p => p.Code("csharp").Concat(p.Code("fsharp")), (page, code) => (page.Path, code)).ToList();
        Assert.All(shown, s => Assert.True(Examples.ContainsValue(s.code.Trim()), $"{s.Path} shows code that is no file of scripts/examples:\n{s.code}"));
        Assert.Equal(["your-images.cs", "your-images.fsx"], Examples.Where(e => Page.Of("README.md").Text.Contains(e.Value, StringComparison.Ordinal)).Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_example_runs(string file)
    {
        var path = Repository.PathOf("scripts", "examples", file);
        string[] folders = file.StartsWith("your-images", StringComparison.Ordinal) ? [digits.Labelled, digits.Unlabelled, folder.At("model")] : [];
        Done(Builds.Of(Builds.Libraries));
        var output = Done(file.EndsWith(".fsx", StringComparison.Ordinal) ? Tool.Dotnet(Limit, ["fsi", path, .. folders]) : Tool.Dotnet(Limit, ["run", path, "--", .. folders]));
        Assert.Contains(folders.Length > 0 ? "of the target by estimate" : "Right on the target: ", output, StringComparison.Ordinal);
    }

    private static string Done(ToolResult result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }
}
