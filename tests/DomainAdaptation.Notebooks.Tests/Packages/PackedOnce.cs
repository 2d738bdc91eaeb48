namespace DomainAdaptation.Notebooks.Tests;

/// <summary>Packed once for all tests of packages.</summary>
[CollectionDefinition(nameof(PackageFeed))]
public sealed class PackedOnce : ICollectionFixture<PackageFeed>;
