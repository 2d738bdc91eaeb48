namespace DomainAdaptation;

/// <summary>A part of a training step with a descent of its own.</summary>
public sealed class Phase
{
    /// <summary>What the names of a method's own parameters begin with.</summary>
    public const string OfMethod = "method.";

    /// <summary>Describes it.</summary>
    /// <param name="step">The losses that it descends.</param>
    /// <param name="trains">Whether a parameter, by its name, is moved; all are when null. The names are those of the network, such as
    /// <c>features.conv1.weight</c>, and of the method, with <see cref="OfMethod"/> before them.</param>
    /// <param name="times">How often it is repeated, each time on the same batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">It would never be done.</exception>
    public Phase(Func<StepContext, Losses> step, Func<string, bool>? trains = null, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        (Step, Trains, Times) = (step, trains, times);
    }

    internal Func<StepContext, Losses> Step { get; }

    internal Func<string, bool>? Trains { get; }

    internal int Times { get; }
}
