using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace DomainAdaptation.Notebooks;

/// <summary>One FSharp.Core, one Plotly.NET and one Deedle for the kernel, its packages and this library.</summary>
/// <remarks>
/// A notebook host has an FSharp.Core of its own, and it may be older than the one that Plotly.NET and Deedle are compiled against: .NET
/// Interactive's last version has 10.0, and they want 10.1. The runtime gives an older one to nobody, so the first chart fails; or it finds
/// a second one beside the library, whose types are not the host's. It does take, whatever its version, the one that it is handed here.
/// And what a notebook refers to by path gets a load context of its own, where a package's Plotly.NET is another than the library's: so
/// what lies beside the library is loaded once, where the packages are.
/// </remarks>
internal static class SharedAssemblies
{
    private static readonly string Home = Path.GetDirectoryName(typeof(SharedAssemblies).Assembly.Location) ?? "";
    private static int set;

    /// <summary>To be called before Plotly.NET or Deedle is first used.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Set()
    {
        if (Interlocked.Exchange(ref set, 1) == 0)
        {
            AssemblyLoadContext.Default.Resolving += Resolve;
        }
    }

    private static Assembly? Resolve(AssemblyLoadContext host, AssemblyName wanted)
    {
        if (host.Assemblies.FirstOrDefault(a => a.GetName().Name == wanted.Name) is { } another)
        {
            return wanted.Name == "FSharp.Core" ? another : null;
        }

        var beside = Path.Combine(Home, wanted.Name + ".dll");
        return Home.Length == 0 || !File.Exists(beside) ? null
            : AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => !a.IsDynamic && a.Location == beside) ?? host.LoadFromAssemblyPath(beside);
    }
}
