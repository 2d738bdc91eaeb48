using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>What of the fast path is stable enough to test; its times are measured by tests/Benchmarks.</summary>
public sealed class FastPathTests
{
    private const int Steps = 6;

    private static readonly string[] Variants = ["layout", "pool-first", "fused", "blocked", "layout,blocked,pool-first,fused"];

    private static readonly DomainPair Pair = new(Digits("source", 1), Digits("target", 2).WithoutLabels());

    public static TheoryData<string> Nets { get; } = new("mnist", "gtsrb", "svhn", "mnist with norms", "svhn with norms");

    [Theory]
    [MemberData(nameof(Nets))]
    public void All_variants_descend_the_same_losses(string net)
    {
        var tolerance = net.EndsWith("norms", StringComparison.Ordinal) ? 5e-3 : 1e-4; // batch statistics multiply differences of rounding
        var expected = Losses(net, "none");
        Assert.All(Variants, parts =>
        {
            var losses = Losses(net, parts);
            Assert.All(expected.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        });
    }

    [Fact]
    public void Brain_floats_stay_near_them()
    {
        Assert.SkipUnless(Autocast.IsAvailable, "this libtorch has no automatic mixed precision that can be reached");
        Assert.All(Losses("mnist", "all").Zip(Losses("mnist", "all", Precision.BFloat16)), pair => Assert.Equal(pair.First, pair.Second, 0.05));
    }

    [Fact]
    public void The_fused_step_is_the_librarys_SGD_with_momentum_and_weight_decay()
    {
        using var scope = NewDisposeScope();
        using var ours = Architectures.Mnist(size: 32);
        using var theirs = Architectures.Mnist(size: 32);
        var options = new DannOptions(LearningRate: 0.05, Momentum: 0.8, WeightDecay: 0.01);
        using var descent = new MomentumDescent(ours, options);
        using var library = optim.SGD(theirs.parameters(), 0.05, 0.8, weight_decay: 0.01);
        for (var step = 0; step < 3; step++)
        {
            foreach (var (a, b) in ours.parameters().Zip(theirs.parameters()))
            {
                a.grad = randn_like(a);
                b.grad = a.grad!.clone();
            }

            descent.Step();
            library.step();
        }

        Assert.All(ours.parameters().Zip(theirs.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 1e-5, atol: 1e-6)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("all")]
    public void The_same_number_of_threads_gives_the_same_bits(string parts)
    {
        using var variant = FastPath.Only(parts);
        var before = get_num_threads();
        try
        {
            Assert.All(Enumerable.Range(1, 2), threads =>
            {
                set_num_threads(threads);
                Assert.Equal(Train(), Train());
            });
        }
        finally
        {
            set_num_threads(before);
        }

        static string Train()
        {
            using var network = Architectures.Mnist(size: 32);
            AdversarialTrainer.Fit(Pair, network, new DannOptions(Epochs: 1, StepsPerEpoch: 3, BatchSize: 32));
            return Weights.Sha256(network);
        }
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void A_long_training_holds_no_more_tensors_than_a_short_one(Precision precision)
    {
        Assert.SkipUnless(precision == Precision.Float32 || Autocast.IsAvailable, "this libtorch has no automatic mixed precision that can be reached");
        var live = new List<long>();
        using var network = Architectures.Mnist(size: 32);
        AdversarialTrainer.Fit(
            Pair, network, new DannOptions(Epochs: 1, StepsPerEpoch: 200, BatchSize: 16, Precision: precision), new TrainingHooks(OnStep: (step, _) =>
            {
                if (step % 20 == 0) // the losses of twenty steps are kept and read together
                {
                    live.Add(LiveTensors.Count());
                }
            }));
        Assert.Single(live.Distinct());
    }

    // Untuned, this step takes thousands: every page of every activation, given back and asked for again.
    [Fact]
    public void A_warm_step_takes_hardly_any_page_faults()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && FastPath.Allocator, "only Linux tells, and only with its allocator tuned");
        var faults = new List<long>();
        using var network = Architectures.Mnist(size: 32);
        AdversarialTrainer.Fit(Pair, network, new DannOptions(Epochs: 1, StepsPerEpoch: 30), new TrainingHooks(OnStep: (_, _) => faults.Add(MinorFaults())));
        var perStep = faults.Zip(faults.Skip(1), (a, b) => b - a).Skip(9).Order().ToList();
        Assert.InRange(perStep[perStep.Count / 2], 0, 200);
    }

    [Fact]
    public void A_part_that_does_not_exist_is_complained_about_with_those_that_do()
    {
        using var variant = FastPath.Only("layout,warp");
        Assert.Equal("WORKBENCH_FAST names 'warp', but the parts of the fast path are allocator, products, wide, layout, blocked, pool-first, fused; all and none are understood too.", FastPath.Complaint);
    }

    private static List<double> Losses(string net, string parts, Precision precision = Precision.Float32)
    {
        using var variant = FastPath.Only(parts);
        using var network = net switch
        {
            "mnist" => Architectures.Mnist(size: 32),
            "svhn" => Architectures.Svhn(),
            "mnist with norms" => Architectures.MnistBatchNorm(size: 32),
            "svhn with norms" => Architectures.SvhnBatchNorm(labelWidths: [64], domainWidths: [64]),
            _ => Architectures.Gtsrb(size: 32, classCount: 10),
        };
        // Epochs of one step, so that each step's losses are seen; the rate is high enough for the weights to move.
        var metrics = AdversarialTrainer.Fit(Pair, network, new DannOptions(Epochs: Steps, StepsPerEpoch: 1, BatchSize: 16, LearningRate: 0.02, WeightDecay: 1e-3, Precision: precision));
        return [.. metrics.SelectMany(m => new[] { m.LabelLoss, m.DomainLoss!.Value })];
    }

    private static LabelledDomain Digits(string name, int seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        return new LabelledDomain(name, randint(0, 255, [128, 32, 32, 3], ScalarType.Byte), randint(0, 10, [128], ScalarType.Int64), 10);
    }

    // Of this thread, which computes alone.
    private static long MinorFaults()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7], CultureInfo.InvariantCulture);
    }
}
