using System.Text.Json;

namespace Workbench.Kernel.Engine;

/// <summary>The files of a restored set of packages.</summary>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to run.</param>
/// <param name="Direct">Those of <paramref name="Runtime"/> that belong to the packages that were asked for by name.</param>
/// <param name="NativeFolders">Folders of native libraries.</param>
internal sealed record NuGetFiles(IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Direct, IReadOnlyList<string> NativeFolders)
{
    /// <summary>Whether all files are still there.</summary>
    public bool Complete => Compile.Concat(Runtime).All(File.Exists);

    /// <summary>Reads the list that a restore leaves; null when it cannot be read.</summary>
    /// <param name="assets">Path of project.assets.json.</param>
    /// <param name="asked">Names of the packages that were asked for.</param>
    public static NuGetFiles? Read(string assets, IEnumerable<string> asked)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(assets));
            return Read(json.RootElement, new HashSet<string>(asked, StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is JsonException or IOException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static NuGetFiles Read(JsonElement root, HashSet<string> asked)
    {
        var roots = root.GetProperty("packageFolders").EnumerateObject().Select(p => p.Name).ToArray();
        var libraries = root.GetProperty("libraries");
        // The target with the runtime identifier has the platform's own files resolved.
        var target = root.GetProperty("targets").EnumerateObject().OrderByDescending(t => t.Name.Length).First().Value;
        List<string> compile = [], runtime = [], direct = [], native = [];
        foreach (var package in target.EnumerateObject())
        {
            if (!libraries.TryGetProperty(package.Name, out var library) || !library.TryGetProperty("path", out var path))
            {
                continue;
            }

            var folder = roots.Select(r => Path.Combine(r, path.GetString()!)).FirstOrDefault(Directory.Exists);
            if (folder is null)
            {
                throw new InvalidOperationException(package.Name + " is not in the package folder.");
            }

            compile.AddRange(Files(package.Value, "compile", folder));
            var run = Files(package.Value, "runtime", folder).ToList();
            runtime.AddRange(run);
            if (asked.Contains(package.Name.Split('/')[0]))
            {
                direct.AddRange(run);
            }

            native.AddRange(Files(package.Value, "native", folder).Select(f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal));
        }

        return new NuGetFiles(compile, runtime, direct, native);
    }

    private static IEnumerable<string> Files(JsonElement package, string kind, string folder) =>
        !package.TryGetProperty(kind, out var files) ? []
            : files.EnumerateObject().Where(f => !f.Name.EndsWith("_._", StringComparison.Ordinal)).Select(f => Path.Combine(folder, f.Name.Replace('/', Path.DirectorySeparatorChar)));
}
