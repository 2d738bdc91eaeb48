using System.Runtime.Loader;
using System.Text.Json;
using TorchSharp;

namespace DomainAdaptation;

/// <summary>What a <see cref="TrialProcess"/> and its child tell each other. No field here is of a type that the child has yet to find.</summary>
internal static class TrialContract
{
    private const string Name = "DomainAdaptation.Trial.", LibrariesKey = Name + "Libraries", SaboteurKey = Name + "Saboteur", BaseKey = Name + "BaseDirectory";

    /// <summary>Whether this process is such a child.</summary>
    public static bool IsChild { get; } = AppContext.GetData(LibrariesKey) is string;

    /// <summary>The folder of the program that asks for the trial, in the child.</summary>
    public static string? AskersFolder => AppContext.GetData(BaseKey) as string;

    /// <summary>In the child of a test: the assembly and the type that make a part fail.</summary>
    public static string? Saboteur => AppContext.GetData(SaboteurKey) is string { Length: > 0 } saboteur ? saboteur : null;

    /// <summary>What the child is told besides its parts.</summary>
    public static string RuntimeConfig(string frameworkVersion, Type? saboteur) => $$"""
        {
          "runtimeOptions": {
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{frameworkVersion}}" },
            "configProperties": {
              "System.GC.Concurrent": false,
              "{{LibrariesKey}}": "{{JsonEncodedText.Encode(typeof(torch).Assembly.Location + "\t" + typeof(DannOptions).Assembly.Location)}}",
              "{{SaboteurKey}}": "{{JsonEncodedText.Encode(saboteur is null ? "" : saboteur.Assembly.Location + "\t" + saboteur.FullName)}}",
              "{{BaseKey}}": "{{JsonEncodedText.Encode(AskersFolder ?? AppContext.BaseDirectory)}}"
            }
          }
        }
        """;

    /// <summary>Lets the child find the managed libraries where its parent found them.</summary>
    public static void FindLibraries()
    {
        var libraries = ((string)AppContext.GetData(LibrariesKey)!).Split('\t');
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            libraries.Concat(libraries.Select(l => Path.Combine(Path.GetDirectoryName(l)!, name.Name + ".dll")))
                .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name.Name && File.Exists(file)) is { } found ? context.LoadFromAssemblyPath(found) : null;
    }

    /// <summary>The child's line about a part.</summary>
    public static string Line(string part, string reason, Lasting lasting) => $"trial\t{part}\t{lasting}\t{reason.Replace('\t', ' ')}";

    /// <summary>The verdict in a line of the child's output, or null when the line is about something else.</summary>
    public static (string Reason, Lasting Lasting)? Understand(string line, string part) =>
        line.Split('\t') is ["trial", var about, var lasting, var reason] && about == part
            ? (reason, lasting == nameof(Lasting.Always) ? Lasting.Always : Lasting.Day)
            : null;
}
