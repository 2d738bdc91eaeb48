using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace DomainAdaptation;

/// <summary>Finds the native libraries: beside the application, beside this assembly, or in the NuGet package folders.</summary>
internal static class NativeFiles
{
    private static readonly bool Windows = OperatingSystem.IsWindows();
    private static readonly string Prefix = Windows ? "" : "lib";
    private static readonly string Suffix = Windows ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private static readonly string Rid =
        (Windows ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-") + RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            var other => other.ToString(),
        };

    /// <summary>The parts of libtorch, each after what it depends on.</summary>
    public static IReadOnlyList<string> LibTorchInLoadOrder { get; } = [FileName("c10"), FileName("torch_cpu"), FileName("torch")];

    /// <summary>The version that this assembly was built for.</summary>
    public static string LibTorchVersion => Metadata("LibTorchVersion");

    public static string? FindLibTorch()
    {
        var torch = FileName("torch_cpu");
        // A CUDA build beside the application brings libraries of its own; TorchSharp knows how to load those.
        if (ApplicationFolders().Any(f => File.Exists(Path.Combine(f, FileName("torch_cuda")))))
        {
            return null;
        }

        return ApplicationFolders().Concat(PackageFolders("libtorch-cpu-" + Rid, LibTorchVersion))
            .FirstOrDefault(f => File.Exists(Path.Combine(f, torch)));
    }

    public static string? FindTorchSharpLibrary() =>
        Find(FileName("LibTorchSharp"), "torchsharp", typeof(torch).Assembly);

    /// <summary>Lets SkiaSharp find its native part in every host; without it, images fail when they are first used, and only they.</summary>
    public static void PrepareSkia()
    {
        var skia = typeof(SkiaSharp.SKBitmap).Assembly;
        var package = "skiasharp.nativeassets." + (Windows ? "win32" : OperatingSystem.IsMacOS() ? "macos" : "linux.nodependencies");
        if (AssemblyLoadContext.GetLoadContext(skia) is { } context && Find(FileName("libSkiaSharp", prefix: ""), package, skia) is { } library)
        {
            // SkiaSharp asks for its library by name and only beside itself; the context is asked when that has failed.
            context.ResolvingUnmanagedDll += (_, name) => name == "libSkiaSharp" ? NativeLibrary.Load(library) : 0;
        }
    }

    public static string SearchedFolders() => string.Join(", ", ApplicationFolders().Concat(PackageRoots()).Distinct(StringComparer.Ordinal));

    /// <summary>A folder of this user's cache, which need not exist yet, or nothing where the user has none.</summary>
    public static string CacheFolder(params string[] below) =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder
            ? Path.Combine([folder, "domain-adaptation-workbench", .. below])
            : "";

    private static string? Find(string file, string package, Assembly versionOf) =>
        ApplicationFolders().Concat(PackageFolders(package, VersionOf(versionOf)))
            .Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> ApplicationFolders()
    {
        string[] bases = [TrialContract.AskersFolder ?? AppContext.BaseDirectory, Path.GetDirectoryName(typeof(NativeFiles).Assembly.Location) ?? ""];
        return bases.Where(b => b.Length > 0).Distinct(StringComparer.Ordinal)
            .SelectMany(b => new[] { Path.Combine(b, "runtimes", Rid, "native"), b });
    }

    private static IEnumerable<string> PackageFolders(string package, string version) =>
        from root in PackageRoots()
        from rid in new[] { Rid, Rid[..Rid.IndexOf('-', StringComparison.Ordinal)] } // macOS packages have one universal "osx" folder
        select Path.Combine(root, package.ToLowerInvariant(), version, "runtimes", rid, "native");

    private static IEnumerable<string> PackageRoots()
    {
        string?[] roots =
        [
            .. FoldersOfThePackage(),
            .. (AppContext.GetData("PROBING_DIRECTORIES") as string ?? "").Split(Path.PathSeparator), // what the application was built with
            Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
            Metadata("NuGetPackageRoot"),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ];
        return roots.Where(r => !string.IsNullOrEmpty(r)).Select(r => Path.TrimEndingDirectorySeparator(r!)).Distinct(StringComparer.Ordinal);
    }

    // Scripts and notebooks load packages from where they lie: root/id/version/lib/framework/x.dll.
    private static IEnumerable<string?> FoldersOfThePackage() =>
        from assembly in new[] { typeof(NativeFiles).Assembly, typeof(torch).Assembly }
        let framework = Path.GetDirectoryName(assembly.Location)
        where Path.GetFileName(Path.GetDirectoryName(framework)) == "lib"
        select Path.GetFullPath("../../../..", framework!);

    private static string Metadata(string key) =>
        typeof(NativeFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value ?? "";

    // The informational version is the package's: "0.107.0+commit", or without the commit.
    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    private static string FileName(string name, string? prefix = null) => (prefix ?? Prefix) + name + Suffix;
}
