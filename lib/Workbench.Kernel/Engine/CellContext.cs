namespace Workbench.Kernel.Engine;

/// <summary>The cell that is running. It flows with tasks and timers, so that what they write late still belongs to the cell that started them.</summary>
internal sealed class CellContext(CellEngine engine, ICellOutput output, CancellationToken cancellation)
{
    private static readonly AsyncLocal<CellContext?> Flowing = new();
    private static volatile CellContext? latest;

    /// <summary>The cell this code belongs to, else the one that is running; null when there is neither.</summary>
    public static CellContext? Current => Flowing.Value ?? latest;

    public CellEngine Engine { get; } = engine;

    public ICellOutput Output { get; } = output;

    /// <summary>Cancelled when the user interrupts the cell.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Makes this the running cell, for this thread and what it starts.</summary>
    public void Enter()
    {
        Flowing.Value = this;
        latest = this;
    }

    /// <summary>The cell has ended. Code that it left running still belongs to it.</summary>
    public static void Leave() => latest = null;
}
