using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Workbench.Kernel.Engine;

/// <summary>Finds and loads what cells refer to. Everything goes to the default load context, so that C#, F# and the formatters share types.</summary>
internal static class AssemblyHome
{
    private static readonly ConcurrentDictionary<string, string> Files = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, byte> Folders = new(StringComparer.Ordinal);

    static AssemblyHome()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) => Find(name.Name!) is { } file ? context.LoadFromAssemblyPath(file) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => FindNative(name);
    }

    /// <summary>Lets an assembly be found by its name, without loading it.</summary>
    public static void Add(string file) => Files.TryAdd(Path.GetFileNameWithoutExtension(file), file);

    /// <summary>Lets managed and native libraries be found in a folder.</summary>
    public static void AddFolder(string folder) => Folders.TryAdd(folder, 0);

    /// <summary>The file that holds an assembly; null when no cell has referred to one like it.</summary>
    public static string? Find(string name)
    {
        if (Files.TryGetValue(name, out var file))
        {
            return file;
        }

        return Folders.Keys.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
    }

    /// <summary>The assembly of that name that is loaded from a file already; null when there is none.</summary>
    public static Assembly? Loaded(string name) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => a.GetName().Name is { } loaded && loaded.Equals(name, StringComparison.OrdinalIgnoreCase) && a.Location.Length > 0);

    /// <summary>Loads an assembly and runs its module initializer, which otherwise would wait until a member of it is first used: libraries prepare their native parts in it.</summary>
    /// <exception cref="CellException">It cannot be loaded.</exception>
    public static void Load(string file)
    {
        Add(file);
        AddFolder(Path.GetDirectoryName(file)!);
        try
        {
            var assembly = Loaded(Path.GetFileNameWithoutExtension(file)) ?? AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
            RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            throw new CellException($"\"{Path.GetFileName(file)}\" cannot be loaded: {e.Message}");
        }
        catch (TypeInitializationException e)
        {
            throw new CellException($"\"{Path.GetFileName(file)}\" cannot be loaded: {(e.InnerException ?? e).Message}");
        }
    }

    private static IntPtr FindNative(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name, name + ".dll"]
            : OperatingSystem.IsMacOS() ? [name, "lib" + name + ".dylib", name + ".dylib"]
            : [name, "lib" + name + ".so", name + ".so"];
        foreach (var file in Folders.Keys.SelectMany(folder => names.Select(n => Path.Combine(folder, n))).Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(file, out var handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }
}
