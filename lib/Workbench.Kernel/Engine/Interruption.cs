using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Workbench.Kernel.Engine;

/// <summary>Where a cell's code ends when the user interrupts it: cells are compiled with a check in every loop and method.</summary>
/// <remarks>
/// The runtime can abort a thread from outside (ControlledExecution), but that is meant for debuggers: about one abort in a hundred
/// ends or hangs the whole process, and the session with it. A check never does, and costs a loop one comparison.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interruption
{
    // Code that an interrupted cell started on other threads is given this long to meet a check.
    private const int MillisecondsAfterwards = 50;

    // Both are read by every iteration of loops: volatile, or a loop would read once; and no field here has an initial value, or a loop
    // would ask each time whether it was set.
    private static volatile int interrupted, stopping;

    /// <summary>Does nothing, until the cell that this code belongs to is interrupted.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (interrupted != 0)
        {
            EndIfInterrupted();
        }
    }

    /// <summary>Does nothing, until any cell is interrupted: for loops that only compute.</summary>
    /// <remarks>
    /// It calls nothing that returns. A call, even one that is never made, would keep a loop's numbers in memory rather than in registers,
    /// which makes a sum three times slower.
    /// </remarks>
    /// <exception cref="OperationCanceledException">One was.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckAny()
    {
        if (stopping != 0)
        {
            End();
        }
    }

    /// <summary>The same as <see cref="Check"/>, as a condition that is always true, for languages in which a check is an expression.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool GoesOn()
    {
        Check();
        return true;
    }

    /// <summary>The check itself, for what is too slow to mind: writing and displaying.</summary>
    internal static void EndIfInterrupted() => CellContext.Current?.Cancellation.ThrowIfCancellationRequested();

    /// <summary>Arms the checks.</summary>
    /// <param name="end">Ends when the cell has ended, or was given up.</param>
    /// <param name="left">Ends when its code has left its thread.</param>
    /// <returns>Ends when another cell can run without being ended too.</returns>
    internal static Task Arm(Task end, Task left)
    {
        Interlocked.Increment(ref interrupted);
        Interlocked.Increment(ref stopping);
        _ = After(left, () => Interlocked.Decrement(ref interrupted));
        return After(end, () => Interlocked.Decrement(ref stopping));
    }

    [DoesNotReturn]
    private static void End() => throw new OperationCanceledException("The cell was interrupted.");

    private static async Task After(Task end, Action disarm)
    {
        await end.ConfigureAwait(false);
        await Task.Delay(MillisecondsAfterwards).ConfigureAwait(false);
        disarm();
    }
}
