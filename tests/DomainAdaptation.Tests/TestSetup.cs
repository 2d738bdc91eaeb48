using System.Runtime.CompilerServices;
using TorchSharp;

// One after another: random numbers, thread count and the number of live tensors are the whole process's. Those of programs run beside them.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace DomainAdaptation.Tests;

internal static class TestSetup
{
    // One thread: the same bits on every machine, and no fight over two cores.
#pragma warning disable CA2255 // A test assembly has no Main of its own.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize()
    {
        NativeBackend.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
