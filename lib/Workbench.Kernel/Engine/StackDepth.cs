using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Workbench.Kernel.Engine;

/// <summary>How deep the stack is. What goes on for ever is ended long before the stack is full: that would end the process, and the way back up from there takes minutes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StackDepth
{
    private const int Most = 2 << 20;

    [ThreadStatic]
    private static nint bottom;

    /// <summary>Does nothing, unless the cell's thread has come too deep.</summary>
    /// <exception cref="InsufficientExecutionStackException">It has.</exception>
    public static void Check()
    {
        if (bottom == 0)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        else if (Math.Abs(Here() - bottom) > Most)
        {
            throw new InsufficientExecutionStackException("The text of this object holds itself, or is nested too deep.");
        }
    }

    /// <summary>Begins to measure, for <see cref="Check"/>, on this thread.</summary>
    internal static void Begin() => bottom = Here();

    /// <summary>A place on the stack, to measure from.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static nint Here()
    {
        byte place = 0;
        return Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref place);
    }
}
