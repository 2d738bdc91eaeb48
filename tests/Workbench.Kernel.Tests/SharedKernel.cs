namespace Workbench.Kernel.Tests;

/// <summary>One kernel process for the tests that leave it alive.</summary>
[CollectionDefinition(Name)]
public sealed class SharedKernel : ICollectionFixture<KernelProcess>
{
    public const string Name = "one kernel";
}
