using System.Collections.Concurrent;

namespace DomainAdaptation.Tests;

/// <summary>Scripts and projects, each built once, one after another: they all build the libraries first.</summary>
internal static class Builds
{
    /// <summary>What the scripts use.</summary>
    public const string Libraries = "lib/DomainAdaptation.Experiments";

    private static readonly ConcurrentDictionary<string, ToolResult> Done = new(StringComparer.Ordinal);

    /// <summary>What the build said.</summary>
    // F# scripts and REPLs reference the Debug output, whatever configuration the tests run in.
    public static ToolResult Of(string scriptOrProject) => Done.GetOrAdd(
        scriptOrProject, path => Tool.Dotnet(TimeSpan.FromMinutes(5), "build", path, "-c", "Debug", "-v", "quiet", "-nologo", "-t:Build", "-getProperty:TargetPath"));

    /// <summary>The program that a script becomes, which starts in a quarter of the time of <c>dotnet run</c>.</summary>
    public static string Program(string script)
    {
        var built = Of(script);
        Assert.True(built.ExitCode == 0, built.ToString());
        var program = Path.ChangeExtension(built.Output.Trim(), OperatingSystem.IsWindows() ? ".exe" : null);
        Assert.True(File.Exists(program), $"{script} was built, and there is no {program}.");
        return program;
    }
}
