using System.Text.Json.Nodes;
using Workbench.Kernel.Install;

namespace Workbench.Kernel.Tests;

public sealed class InstallTests
{
    [Fact]
    public void Kernels_are_installed_under_own_names_and_free_ones_and_removed_again()
    {
        using var folder = new TemporaryFolder();
        var specs = new KernelSpecs(folder.Path, [folder.Path]);
        Assert.Equal(4, specs.Install(["program"]).Count(l => l.StartsWith("installed", StringComparison.Ordinal)));
        var csharp = JsonNode.Parse(File.ReadAllText(folder.File("kernels/workbench-csharp/kernel.json")))!;
        Assert.Equal(["program", "start", "{connection_file}"], csharp["argv"]!.AsArray().Select(a => (string?)a));
        Assert.Equal("message", (string?)csharp["interrupt_mode"]);
        Assert.Equal("1", (string?)csharp["env"]!["MALLOC_ARENA_MAX"]);
        var fsharp = JsonNode.Parse(File.ReadAllText(folder.File("kernels/.net-fsharp/kernel.json")))!;
        Assert.Equal(["program", "start", "{connection_file}", "--language", "fsharp"], fsharp["argv"]!.AsArray().Select(a => (string?)a));

        // Again: they are ours.
        Assert.Equal(4, specs.Install(["program"]).Count(l => l.StartsWith("installed", StringComparison.Ordinal)));
        Assert.Equal(4, specs.Uninstall().Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("kernels")));
    }

    [Fact]
    public void A_kernel_of_somebody_else_is_neither_overwritten_nor_removed()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("kernels/.net-csharp"));
        Directory.CreateDirectory(folder.File("kernels/workbench-csharp"));
        Directory.CreateDirectory(other.File("kernels/.net-fsharp"));
        folder.Write("kernels/.net-csharp/kernel.json", "{\"argv\": [\"theirs\"]}");
        folder.Write("kernels/workbench-csharp/kernel.json", "not json");
        other.Write("kernels/.net-fsharp/kernel.json", "{}");
        var specs = new KernelSpecs(folder.Path, [folder.Path, other.Path]);
        Assert.Equal(3, specs.Install(["program"]).Count(l => l.StartsWith("left", StringComparison.Ordinal)));
        Assert.Single(specs.Uninstall());
        Assert.Equal("{\"argv\": [\"theirs\"]}", File.ReadAllText(folder.File("kernels/.net-csharp/kernel.json")));
        Assert.Equal("not json", File.ReadAllText(folder.File("kernels/workbench-csharp/kernel.json")));
        Assert.False(Directory.Exists(folder.File("kernels/.net-fsharp")));
        Assert.False(Directory.Exists(folder.File("kernels/workbench-fsharp")));
    }

    [Fact]
    public void What_a_user_put_beside_the_file_stays()
    {
        using var folder = new TemporaryFolder();
        var specs = new KernelSpecs(folder.Path, []);
        specs.Install(["program"]);
        folder.Write("kernels/workbench-csharp/logo.png", "x");
        specs.Uninstall();
        Assert.Equal([folder.File("kernels/workbench-csharp/logo.png")], Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }
}
