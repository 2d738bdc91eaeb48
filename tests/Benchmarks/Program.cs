using System.CommandLine;
using DomainAdaptation.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- --help
var root = new RootCommand("Measures the library: a whole training step beside PyTorch's, small parts by themselves, and memory over a long training.");
foreach (var command in new[] { SideBySideCommand.Create(), MicroCommand.Create(), MemoryCommand.Create(), RaceCommand.Create(), GrowthCommand.Create(), OverheadCommand.Create(), TrainingWorker.Command(), PeakWorker.Command(), GrowthWorker.Command(), Racer.Command() })
{
    root.Subcommands.Add(command);
}

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is BenchmarkException or ArgumentException or IOException or NotSupportedException or DomainAdaptation.NativeBackendException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
