using System.Runtime.CompilerServices;
using TorchSharp;

[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace DomainAdaptation.Notebooks.Tests;

internal static class TestSetup
{
#pragma warning disable CA2255 // A test assembly has no Main of its own.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize()
    {
        NativeBackend.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
