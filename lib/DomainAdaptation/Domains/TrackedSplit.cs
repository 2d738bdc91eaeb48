namespace DomainAdaptation;

/// <summary>Two parts of a domain that share no track: see <see cref="TrackedDomain.Split"/>.</summary>
public sealed class TrackedSplit
{
    internal TrackedSplit(TrackedDomain train, TrackedDomain evaluation)
    {
        Train = train;
        Evaluation = evaluation;
    }

    /// <summary>The part to adapt to or to train on.</summary>
    public TrackedDomain Train { get; }

    /// <summary>The part to score on.</summary>
    public TrackedDomain Evaluation { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Train}; {Evaluation}";
}
