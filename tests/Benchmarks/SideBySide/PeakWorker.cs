using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>What the machine can do at most: big matrix products and convolutions through TorchSharp, in 32-bit and in brain floats.</summary>
/// <remarks>Products go through MKL and convolutions through oneDNN, and which is faster depends on the processor: the larger counts.</remarks>
internal static class PeakWorker
{
    private const int Size = 2048;
    private const int Images = 32, Side = 32, Channels = 256;

    public static Command Command()
    {
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var command = new Command("peak", "One process of side-by-side: reads commands from standard input.") { threads };
        command.Hidden = true;
        command.SetAction(arguments =>
        {
            NativeBackend.EnsureLoaded();
            set_num_threads(arguments.GetValue(threads));
            Run(new Answers());
        });
        return command;
    }

    private static void Run(Answers answers)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // Where the processor has no instructions for brain floats, their peak is none.
        ScalarType[] types = Autocast.Fastest == Precision.BFloat16 ? [ScalarType.Float32, ScalarType.BFloat16] : [ScalarType.Float32];
        var works = (from type in types from work in new[] { Product(type), Convolution(type) } select (type, work)).ToList();
        answers.Write(new { ready = Versions.Ours });
        while (Console.ReadLine()?.Split(' ') is ["step", var n])
        {
            double Best(ScalarType type) => works.Where(w => w.type == type).Select(w => Rate(w.work, int.Parse(n, CultureInfo.InvariantCulture))).DefaultIfEmpty().Max();
            answers.Write(new { f32 = Best(ScalarType.Float32), bf16 = Best(ScalarType.BFloat16) });
        }
    }

    private static Work Product(ScalarType type)
    {
        Tensor a = rand(Size, Size).to(type), b = rand(Size, Size).to(type);
        return new(2.0 * Size * Size * Size, () => a.matmul(b).Dispose());
    }

    private static Work Convolution(ScalarType type)
    {
        Tensor ChannelsLast(long n, long side) => rand(n, side, side, Channels).to(type).permute(0, 3, 1, 2);
        Tensor x = ChannelsLast(Images, Side), weight = ChannelsLast(Channels, 3);
        return new(2.0 * Images * Side * Side * Channels * Channels * 9, () => nn.functional.conv2d(x, weight, padding: [1, 1]).Dispose());
    }

    // GFLOP/s, from the median of some repetitions.
    private static double Rate(Work work, int repetitions) => work.Flops / 1e9 / Median.Of(Enumerable.Range(0, repetitions).Select(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        work.Do();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }));

    private sealed record Work(double Flops, Action Do);
}
