using System.Reflection;
using System.Text.RegularExpressions;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>The packages as <c>dotnet pack</c> makes them of this code, in a folder; and what a stranger has who takes them from there.</summary>
/// <remarks>
/// They are packed in a copy of the clone, whose own output other tests build at that time. A stranger's packages go to a folder that is
/// empty at first, so that no older package of ours is taken; what the registry has is read from where this build's packages lie.
/// </remarks>
public sealed partial class PackageFeed : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15); // half a minute on a quiet machine

    // Where this build's packages lie.
    private static readonly string Registrys = typeof(NativeBackend).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "NuGetPackageRoot").Value!;

    private readonly TemporaryFolder folder = new();

    public PackageFeed()
    {
        var clone = Clone("clone");
        Done(Dotnet(clone, "pack", "-p:RunAnalyzersDuringBuild=false", "-o", Folder));
    }

    /// <summary>The folder with the packages.</summary>
    public string Folder => folder.At("feed");

    /// <summary>The example of a package's README, as it stands there.</summary>
    public static string Example(string package, string language, int number = 0) =>
        CodeBlock().Matches(File.ReadAllText(Repository.PathOf("lib", package, "README.md"))).Where(m => m.Groups["language"].Value == language).ElementAt(number).Groups["code"].Value;

    /// <summary>The sources in a new folder, a clone of a folder of this machine as git knows it.</summary>
    public string Clone(string name)
    {
        var clone = Directory.CreateDirectory(folder.At(name)).FullName;
        // Never .git, which in a work tree is a file that leads to the real repository.
        foreach (var file in Directory.EnumerateFiles(Repository.Root).Where(f => Path.GetFileName(f) != ".git").Concat(new[] { "lib", "tests" }.SelectMany(top => Sources(Repository.PathOf(top)))))
        {
            var copy = Path.Combine(clone, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // And what git is told here is told of this folder, wherever a variable may point.
        (string, string)[] here = [("GIT_DIR", Path.Combine(clone, ".git")), ("GIT_WORK_TREE", clone), ("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z"), ("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z")];
        Done(Run("git", clone, here, "init", "-q"));
        Done(Run("git", clone, here, "remote", "add", "origin", Repository.Root));
        Done(Run("git", clone, here, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "packed"));
        return clone;
    }

    /// <summary>A folder outside the clone whose <c>nuget.config</c> names the folder with the packages.</summary>
    public string Outside(string name)
    {
        var outside = Directory.CreateDirectory(folder.At("strangers", name)).FullName;
        File.WriteAllText(
            Path.Combine(outside, "nuget.config"),
            $"""<configuration><packageSources><add key="workbench" value="{Folder}" /></packageSources></configuration>""");
        return outside;
    }

    /// <summary>Runs <c>dotnet</c> as the stranger does.</summary>
    internal ToolResult Dotnet(string place, params IReadOnlyList<string> arguments) => Run("dotnet", place, [], arguments);

    /// <summary>Runs a program as the stranger does.</summary>
    internal ToolResult Run(string program, string place, IReadOnlyList<(string Name, string Value)> environment, params IReadOnlyList<string> arguments) =>
        Tool.Run(
            program,
            place,
            Limit,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["NUGET_PACKAGES"] = arguments[0] == "pack" ? Registrys : folder.At("packages"),
                ["NUGET_FALLBACK_PACKAGES"] = Registrys,
                ["OMP_NUM_THREADS"] = "1", // two threads on a busy machine are slower than one
            }.Concat(environment.Select(e => KeyValuePair.Create(e.Name, e.Value))).GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(e => e.Key, e => e.Last().Value, StringComparer.Ordinal),
            arguments);

    /// <summary>Fails where a program failed; where it could not reach the registry, the test is skipped.</summary>
    internal static string Done(ToolResult result)
    {
        Assert.SkipWhen(result.ExitCode != 0 && result.ToString().Contains("NU1301", StringComparison.Ordinal), "The package registry cannot be reached from here.");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(f => Path.GetFileName(f) is not ("bin" or "obj" or "runs" or "TestResults")).SelectMany(Sources));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex CodeBlock();
}
