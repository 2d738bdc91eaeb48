namespace DomainAdaptation.Tests;

/// <summary>The tests that only start programs and read what they leave: they run beside the others, which share one process's tensors and random numbers.</summary>
[CollectionDefinition(Name)]
public sealed class Programs
{
    public const string Name = "Programs";
}
