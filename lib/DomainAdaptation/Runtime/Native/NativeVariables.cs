using System.Runtime.InteropServices;

namespace DomainAdaptation;

/// <summary>C's environment, which native libraries read. On Linux and macOS .NET keeps what it sets to itself.</summary>
internal static partial class NativeVariables
{
    /// <summary>Sets a variable for native code. Not for Windows, where .NET's own way reaches it.</summary>
    public static void Set(string name, string value) => _ = SetVariable(name, value, overwrite: 1);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
