namespace DomainAdaptation.Tests;

/// <summary>The public API is what <c>PublicApi.txt</c> lists: a change of it is seen in review, not found out by users.</summary>
public class ApiListingTests
{
    private const string Update = "WORKBENCH_UPDATE_API";
    private const string Command = Update + "=1 dotnet run --project tests/DomainAdaptation.Tests -- -class DomainAdaptation.Tests.ApiListingTests";

    private static readonly string Path = Repository.PathOf("tests", "DomainAdaptation.Tests", "PublicApi", "PublicApi.txt");

    [Fact]
    public void The_public_api_is_the_one_that_was_reviewed()
    {
        var actual = ApiListing.Lines(PublicSurface.Types);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Path, string.Join('\n', actual) + "\n");
        }

        var listed = File.Exists(Path) ? File.ReadAllLines(Path) : [];
        var changes = listed.Except(actual).Select(line => "- " + line).Concat(actual.Except(listed).Select(line => "+ " + line)).ToList();
        Assert.True(changes.Count == 0, $"The public API changed. If that is meant, run\n  {Command}\nand commit PublicApi.txt with a line in CHANGELOG.md.\n" + string.Join('\n', changes));
        Assert.Equal(listed, actual); // sorted, and nothing twice
    }

    [Fact]
    public void A_line_says_all_that_a_caller_depends_on()
    {
        var lines = ApiListing.Lines(PublicSurface.Types);
        Assert.Contains("DomainAdaptation.DannOptions: sealed record", lines);
        Assert.Contains("DomainAdaptation.DannOptions.Seed: int { get; init; }", lines);
        Assert.Contains("DomainAdaptation.LabelsSeen.Target = 1", lines);
        Assert.Contains("DomainAdaptation.Methods.Dann = \"dann\"", lines);
        Assert.Contains("DomainAdaptation.PublishedResults.Preferred(string experiment, string method): PublishedResult? (static)", lines);
        Assert.Contains("DomainAdaptation.GradientReversal: sealed class of torch.nn.Module<torch.Tensor, torch.Tensor>", lines);
    }
}
