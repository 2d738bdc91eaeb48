using System.Reflection;

namespace Workbench.Kernel;

/// <summary>The version of this kernel.</summary>
internal static class KernelVersion
{
    /// <summary>Such as "0.1.0".</summary>
    public static string Text { get; } =
        typeof(KernelVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
