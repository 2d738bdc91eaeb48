using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace DomainAdaptation;

/// <summary>The machine and the versions that this process computes with.</summary>
public static class ThisMachine
{
    /// <summary>What stands in a record of a run that is made now. It loads libtorch.</summary>
    public static RunEnvironment Environment()
    {
        NativeBackend.EnsureLoaded();
        return new RunEnvironment(
            LibraryVersion,
            VersionOf(typeof(torch).Assembly),
            torch.__version__,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            ProcessorName(),
            torch.get_num_threads(),
            FastPath.Describe());
    }

    /// <summary>The version of this library.</summary>
    internal static string LibraryVersion => VersionOf(typeof(ThisMachine).Assembly);

    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    private static string ProcessorName()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info)
            ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
