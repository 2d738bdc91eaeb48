using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DomainAdaptation.Benchmarks;

/// <summary><c>micro</c>: BenchmarkDotNet on the small parts.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "Threads of libtorch.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var filter = new Option<string>("--filter") { Description = "Which benchmarks, such as *Reader* or *Idx*.", HelpName = "PATTERN", DefaultValueFactory = _ => "*" };
        var quick = new Option<bool>("--quick") { Description = "One short iteration of each, to see that all of them work." };
        var command = new Command("micro", "Times the small parts by themselves with BenchmarkDotNet: gradient reversal, data phase, schedules, readers, generators, optimiser, t-SNE, proxy A-distance; and other ways to compute what a step spends its time on.") { threads, filter, quick };
        command.SetAction(arguments => Run(arguments.GetValue(threads), arguments.GetValue(filter)!, arguments.GetValue(quick)));
        return command;
    }

    private static int Run(int threads, string filter, bool quick)
    {
        NativeBackend.EnsureLoaded();
        TorchSharp.torch.set_num_threads(threads);
        // In this process: in one of its own, libtorch would have to be found from a folder that BenchmarkDotNet makes up.
        var job = (quick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine("runs", "benchmarks", "micro"));
        var types = new List<Type>
        {
            typeof(MethodBenchmarks), typeof(DataPhaseBenchmarks), typeof(OptimiserBenchmarks), typeof(ReaderBenchmarks), typeof(GeneratorBenchmarks), typeof(EvaluationBenchmarks),
            typeof(LinearBenchmarks), typeof(FirstConvolutionBenchmarks), typeof(DropoutBenchmarks),
        };
        if (SignBenchmarks.Templates is not null)
        {
            types.Add(typeof(SignBenchmarks));
        }
        else
        {
            Console.WriteLine("Signs are not generated: their templates (gtsrb/Meta) are not in the folder that WORKBENCH_DATA names.");
        }

        var summaries = BenchmarkSwitcher.FromTypes([.. types]).Run(["--filter", filter], config).ToList();
        return summaries.Count > 0 && summaries.All(s => s.Reports.All(r => r.Success)) ? 0 : 1;
    }
}
