using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Runner;

namespace Workbench.Kernel.Install;

/// <summary>The files that tell Jupyter about this kernel.</summary>
/// <param name="dataFolder">A Jupyter data folder: its "kernels" holds a folder for each kernel.</param>
/// <param name="otherFolders">Jupyter's other data folders, where a kernel of the same name may be.</param>
internal sealed class KernelSpecs(string dataFolder, IReadOnlyList<string> otherFolders)
{
    private const string Marker = "workbench-kernel";

    private static readonly (string Name, string Language, string Display, bool IsOwn)[] Specs =
    [
        ("workbench-csharp", Language.CSharp, "C# (Workbench)", true),
        ("workbench-fsharp", Language.FSharp, "F# (Workbench)", true),
        (".net-csharp", Language.CSharp, ".NET (C#)", false),
        (".net-fsharp", Language.FSharp, ".NET (F#)", false),
    ];

    /// <summary>Writes the kernels' files; of the names of .NET Interactive only those that no kernel has.</summary>
    /// <param name="command">The program and the arguments that start it, up to "start".</param>
    /// <returns>What was done, a line for each kernel.</returns>
    /// <exception cref="CellException">A file cannot be written.</exception>
    public IReadOnlyList<string> Install(IReadOnlyList<string> command)
    {
        var done = new List<string>();
        foreach (var spec in Specs)
        {
            var folder = Path.Combine(dataFolder, "kernels", spec.Name);
            if (Directory.Exists(folder) && !IsOurs(folder))
            {
                done.Add($"left {spec.Name} as it is: another kernel has that name, in {folder}");
                continue;
            }

            if (!spec.IsOwn && otherFolders.Select(f => Path.Combine(f, "kernels", spec.Name)).FirstOrDefault(f => Directory.Exists(f) && !IsOurs(f)) is { } other)
            {
                done.Add($"left {spec.Name} as it is: another kernel has that name, in {other}");
                continue;
            }

            Write(folder, spec.Language, spec.Display, command);
            done.Add($"installed {spec.Name} in {folder}");
        }

        return done;
    }

    /// <summary>Removes what <see cref="Install"/> wrote, and nothing else.</summary>
    /// <returns>What was done, a line for each kernel.</returns>
    /// <exception cref="CellException">A file cannot be removed.</exception>
    public IReadOnlyList<string> Uninstall()
    {
        var done = new List<string>();
        foreach (var spec in Specs)
        {
            var folder = Path.Combine(dataFolder, "kernels", spec.Name);
            if (!Directory.Exists(folder) || !IsOurs(folder))
            {
                continue;
            }

            try
            {
                File.Delete(Path.Combine(folder, "kernel.json"));
                // Somebody may have put a logo there.
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    Directory.Delete(folder);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CellException($"{folder} cannot be removed: {e.Message}");
            }

            done.Add($"removed {spec.Name} from {folder}");
        }

        return done.Count > 0 ? done : [$"there was nothing of ours in {Path.Combine(dataFolder, "kernels")}"];
    }

    private static void Write(string folder, string language, string display, IReadOnlyList<string> command)
    {
        var arguments = command.Append("start").Append("{connection_file}");
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. (language == Language.CSharp ? arguments : arguments.Append("--language").Append(language)).Select(a => JsonValue.Create(a))]),
            ["display_name"] = display,
            ["language"] = language == Language.CSharp ? "C#" : "F#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { [Marker] = new JsonObject { ["version"] = KernelVersion.Text } },
        };
        // Cells have a thread of their own, and glibc's heaps for such threads hold no block of over 64 MB: each larger array or tensor
        // would be taken from the system and given back, page by page. One heap for all threads has no such limit.
        var environment = new JsonObject { ["MALLOC_ARENA_MAX"] = "1" };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            environment["DOTNET_ROOT"] = root;
        }

        spec["env"] = environment;

        try
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, "kernel.json");
            File.WriteAllText(file + ".partial", NotebookJson.Write(spec));
            File.Move(file + ".partial", file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellException($"The kernel cannot be installed in {folder}: {e.Message}");
        }
    }

    private static bool IsOurs(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))?["metadata"]?[Marker] is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
