using System.CommandLine;
using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Benchmarks;

/// <summary>One process of <c>growth</c>: trains in one setting and tells what it took.</summary>
internal static class GrowthWorker
{
    private const int WarmSteps = 20, Size = 28;

    public static Command Command()
    {
        Option<int> images = new("--images"), classes = new("--classes"), sources = new("--sources"), threads = new("--threads"), steps = new("--steps");
        var folder = new Option<string?>("--folder");
        var command = new Command("growth-worker", "One process of growth.") { images, classes, sources, threads, steps, folder };
        command.Hidden = true;
        command.SetAction(a =>
        {
            NativeBackend.EnsureLoaded();
            set_num_threads(a.GetValue(threads));
            Run(a.GetValue(images), a.GetValue(classes), a.GetValue(sources), a.GetValue(steps), a.GetValue(folder));
        });
        return command;
    }

    /// <summary>Writes a domain's images to where a worker maps them from.</summary>
    public static void WriteImages(string folder, int domain, int images)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({images}, {Size}, {Size}, 3), }}".PadRight(128 - 11) + '\n';
        using var file = File.Create(PathOf(folder, domain));
        file.Write([0x93, .. "NUMPY"u8, 1, 0, 128 - 10, 0, .. System.Text.Encoding.ASCII.GetBytes(header)]);
        var image = new byte[Size * Size * 3];
        for (var n = 0; n < images; n++)
        {
            Fill(image, domain, n);
            file.Write(image);
        }
    }

    private static void Run(int images, int classes, int sources, int steps, string? folder)
    {
        using var scope = NewDisposeScope();
        // The same labels for all: what a label is takes no time.
        var labels = arange(images, ScalarType.Int64).remainder(classes);
        var data = new AdaptationData(
            [.. Enumerable.Range(0, sources).Select(k => new LabelledDomain($"source {k + 1}", Samples(k), labels.alias(), classes))],
            [new UnlabelledDomain("target", Samples(sources))]);
        using var network = Architectures.Mnist(classCount: classes);
        using var method = new Dann();

        List<double> times = [];
        var preparing = 0.0;
        var clock = Stopwatch.GetTimestamp();
        Trainer.Fit(
            data, network, method, new DannOptions(Epochs: 1, StepsPerEpoch: WarmSteps + steps), new TrainingHooks(OnStep: (step, _) =>
            {
                var taken = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
                preparing = step == 1 ? taken / 1000 : preparing;
                if (step > WarmSteps)
                {
                    times.Add(taken);
                }

                clock = Stopwatch.GetTimestamp();
            }));
        new Answers().Write(new { preparing, ms = Median.Of(times), memory = ProcessFigures.OwnMemory() });

        Tensor Samples(int domain)
        {
            if (folder is not null)
            {
                return NpyFile.Map(PathOf(folder, domain));
            }

            var samples = empty(images, Size, Size, 3, ScalarType.Byte);
            for (var n = 0; n < images; n++) // a span has no room for all of a million
            {
                using var image = samples[n];
                Fill(image.bytes, domain, n);
            }

            return samples;
        }
    }

    private static void Fill(Span<byte> image, int domain, int number) => BenchmarkNet.Fill(image, (domain * 99_991L) + ((long)number * image.Length));

    private static string PathOf(string folder, int domain) => Path.Combine(folder, FormattableString.Invariant($"domain{domain}.npy"));
}
