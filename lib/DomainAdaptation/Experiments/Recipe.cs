namespace DomainAdaptation;

/// <summary>One way to run an experiment: a network and settings. The paper's own is called <c>paper</c>.</summary>
/// <param name="Name">The variant's id in records and tables.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Network">Makes the network from a seed.</param>
/// <param name="Options">The settings at a scale; the seed is set by whoever runs it.</param>
public sealed record Recipe(string Name, string Description, Func<int, DomainAdversarialNetwork> Network, Func<Scale, DannOptions> Options);
