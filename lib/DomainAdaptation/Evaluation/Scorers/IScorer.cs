namespace DomainAdaptation;

/// <summary>Judges a network without a label of the target, to choose an epoch or a setting by: higher is better.</summary>
/// <remarks>
/// What it is given has no target labels, so that it cannot cheat. A score of one's own implements this; in a training it is computed
/// after each epoch (<see cref="TrainingHooks.Scores"/>).
/// </remarks>
public interface IScorer
{
    /// <summary>Its name in records and on command lines, such as <c>snd</c>.</summary>
    string Name { get; }

    /// <summary>The score; higher is better.</summary>
    /// <param name="held">What the network says of held-out samples of both domains.</param>
    /// <returns>A finite number, or NaN where the network gives nothing to judge.</returns>
    double Score(HeldOut held);
}
