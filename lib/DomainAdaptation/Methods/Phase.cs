namespace DomainAdaptation;

/// <summary>A part of a training step with a descent of its own.</summary>
/// <param name="Step">The losses that it descends.</param>
/// <param name="Trains">Whether a parameter, by its name, is moved; all are when null. The names are those of the network, such as
/// <c>features.conv1.weight</c>, and of the method, with <see cref="OfMethod"/> before them.</param>
/// <param name="Times">How often it is repeated, each time on the same batch.</param>
public sealed record Phase(Func<StepContext, Losses> Step, Func<string, bool>? Trains = null, int Times = 1)
{
    /// <summary>What the names of a method's own parameters begin with.</summary>
    public const string OfMethod = "method.";

    /// <summary>A copy with some values changed.</summary>
    public Phase With(Func<StepContext, Losses>? step = null, Func<string, bool>? trains = null, int? times = null) =>
        new(step ?? Step, trains ?? Trains, times ?? Times);
}
