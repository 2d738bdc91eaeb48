namespace DomainAdaptation;

/// <summary>How a trial is made; other than by default only in tests.</summary>
internal sealed record TrialSettings
{
    /// <summary>The parts that are tried along with the first that is asked for, but for those that want a child of their own.</summary>
    public Func<IEnumerable<string>> Parts { get; init; } = () => [.. FastPath.ToTry, .. Autocast.ToTry];

    /// <summary>How long the child may be silent before its part counts as hanging: some twenty times what it takes on a slow machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Assembly and type whose <c>After(part, network)</c> the child calls after each part's training, so that tests can make a part fail.</summary>
    public Type? Saboteur { get; init; }
}
