using System.Text.Json;
using System.Text.Json.Nodes;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>Somebody who has the .NET SDK, a folder with the packages, and their READMEs.</summary>
[Collection(nameof(PackageFeed))]
public sealed class StrangerTests(PackageFeed feed)
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
          <ItemGroup><PackageReference Include="DomainAdaptation" Version="*" /></ItemGroup>
        </Project>
        """;

    // Where neither the home folder nor a variable leads to any package.
    private readonly (string, string)[] nowhere = [("HOME", feed.Outside("nobody")), ("USERPROFILE", feed.Outside("nobody")), ("NUGET_PACKAGES", ""), ("NUGET_FALLBACK_PACKAGES", "")];

    [Fact]
    public void A_console_project_trains_without_a_copy_of_libtorch_and_takes_one_along_when_published()
    {
        var place = feed.Outside("console");
        File.WriteAllText(Path.Combine(place, "digits.csproj"), Project);
        File.WriteAllText(Path.Combine(place, "Program.cs"), PackageFeed.Example("DomainAdaptation", "csharp"));
        PackageFeed.Done(feed.Dotnet(place, "build", "-o", "built"));
        Assert.EndsWith("of the target", PackageFeed.Done(feed.Run("dotnet", place, nowhere, "built/digits.dll")), StringComparison.Ordinal);
        Assert.InRange(Size(Path.Combine(place, "built")), 1, 20_000_000);

        PackageFeed.Done(feed.Dotnet(place, "publish", "-o", "published"));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(place, "published")), f => f.EndsWith(".dev.json", StringComparison.Ordinal));
        Assert.EndsWith("of the target", PackageFeed.Done(feed.Run("dotnet", place, nowhere, "published/digits.dll")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_FSharp_script_trains()
    {
        var place = feed.Outside("script");
        File.WriteAllText(Path.Combine(place, "digits.fsx"), $"#i \"nuget: {feed.Folder}\"\n" + PackageFeed.Example("DomainAdaptation", "fsharp"));
        Assert.EndsWith("of the target", PackageFeed.Done(feed.Dotnet(place, "fsi", "digits.fsx")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_CSharp_file_runs_an_experiment_and_writes_its_report()
    {
        var place = feed.Outside("file");
        File.WriteAllText(Path.Combine(place, "digits.cs"), PackageFeed.Example("DomainAdaptation.Experiments", "csharp"));
        Assert.EndsWith("report.html", PackageFeed.Done(feed.Dotnet(place, "run", "digits.cs")), StringComparison.Ordinal);
        Assert.Contains("dann", File.ReadAllText(Path.Combine(place, "runs", "report.html")), StringComparison.OrdinalIgnoreCase);

        // Whoever reads its records needs less.
        foreach (var package in new[] { "DomainAdaptation.Records", "DomainAdaptation.Reporting" })
        {
            File.WriteAllText(Path.Combine(place, "read.cs"), PackageFeed.Example(package, "csharp"));
            Assert.Contains("drawn-digits", PackageFeed.Done(feed.Dotnet(place, "run", "read.cs", "--", "runs")), StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(place, "read.fsx"), $"#i \"nuget: {feed.Folder}\"\n" + PackageFeed.Example(package, "fsharp"));
            Assert.Contains("drawn-digits", PackageFeed.Done(feed.Dotnet(place, "fsi", "read.fsx", "runs")), StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(place, "results.html")));
    }

    // A file that is run by itself has reflection for JSON switched off.
    [Fact]
    public void A_CSharp_file_keeps_weights_and_checkpoints()
    {
        var place = feed.Outside("weights");
        File.WriteAllText(Path.Combine(place, "keep.cs"), "#:package DomainAdaptation@*\n" + PackageFeed.Example("DomainAdaptation", "csharp") + """

            Weights.Save(network, "network.safetensors");
            Weights.Load(network, "network.safetensors");
            var pair = new DomainPair(source, target.WithoutLabels());
            AdversarialTrainer.Fit(pair, network, options, new TrainingHooks(CheckpointPath: "checkpoint"));
            AdversarialTrainer.Fit(pair, network, options, new TrainingHooks(CheckpointPath: "checkpoint", Resume: true));
            Console.WriteLine("kept");
            """);
        Assert.EndsWith("kept", PackageFeed.Done(feed.Dotnet(place, "run", "keep.cs")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("Plotly.NET.Interactive, 6.0.0", "Deedle, 8.1.0")]
    public void A_notebook_trains_and_shows_chart_and_table_in_NET_Interactive(params string[] before)
    {
        const string Jupyter = "/usr/bin/jupyter-nbconvert";
        Assert.SkipUnless(File.Exists(Jupyter), "Jupyter (jupyter-nbconvert) is not installed.");
        var place = feed.Outside("notebook" + before.Length);
        string[] kernel = [Interactive(), "jupyter", "--default-kernel", "csharp", "{connection_file}"];
        var specification = Directory.CreateDirectory(Path.Combine(place, "kernels", ".net-csharp")).FullName;
        File.WriteAllText(Path.Combine(specification, "kernel.json"), JsonSerializer.Serialize(new { argv = kernel, display_name = ".NET (C#)", language = "C#" }));
        string[] cells =
        [
            .. before.Select(package => $"#r \"nuget: {package}\""), $"#i \"nuget:{feed.Folder}\"",
            PackageFeed.Example("DomainAdaptation.Notebooks", "csharp"), PackageFeed.Example("DomainAdaptation.Notebooks", "csharp", 1),
        ];
        File.WriteAllText(Path.Combine(place, "digits.ipynb"), JsonSerializer.Serialize(new
        {
            cells = cells.Select((source, i) => new { cell_type = "code", id = $"cell-{i}", metadata = new { }, source, outputs = Array.Empty<object>(), execution_count = (int?)null }),
            metadata = new { kernelspec = new { name = ".net-csharp", display_name = ".NET (C#)", language = "C#" } },
            nbformat = 4,
            nbformat_minor = 5,
        }));
        PackageFeed.Done(feed.Run(Jupyter, place, [("JUPYTER_PATH", place)], "--to", "notebook", "--execute", "digits.ipynb", "--output", "executed.ipynb"));

        var outputs = JsonNode.Parse(File.ReadAllText(Path.Combine(place, "executed.ipynb")))!["cells"]!.AsArray()[^1]!["outputs"]!.AsArray();
        var html = outputs.Select(o => NotebookFiles.Text(o!["data"]?["text/html"])).ToList();
        Assert.Equal(outputs.Count, html.Count(h => h.Length > 0));
        Assert.Contains("<figure", html[0], StringComparison.Ordinal);
        Assert.Contains("Plotly.newPlot", html[1], StringComparison.Ordinal);
        Assert.StartsWith("<table class=\"results\">", html[^1], StringComparison.Ordinal);
    }

    // Installed for this machine's user, or for this test.
    private string Interactive()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive";
        var tools = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools");
        if (File.Exists(Path.Combine(tools, name)))
        {
            return Path.Combine(tools, name);
        }

        var place = feed.Outside("tool");
        if (!File.Exists(Path.Combine(place, name)))
        {
            PackageFeed.Done(feed.Dotnet(place, "tool", "install", "Microsoft.dotnet-interactive", "--version", "1.0.712001", "--tool-path", place));
        }

        return Path.Combine(place, name);
    }

    private static long Size(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
}
