using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What the child of a <see cref="TrialProcess"/> runs: training steps with each part, compared with the plain step's.</summary>
internal static class TrialProgram
{
    private const string PlainParts = "layout,pool-first";
    private const int CannotBeTried = 3;

    // The paper's convolutions; behind them small layers, which are the same whatever their width.
    private static readonly Dictionary<string, (int Size, Func<DomainAdversarialNetwork> Make)> Nets = new(StringComparer.Ordinal)
    {
        ["mnist"] = (28, () => Architectures.Mnist()),
        ["mnist with norms"] = (28, () => Architectures.MnistBatchNorm()),
        ["svhn"] = (32, () => Architectures.SvhnBatchNorm(labelWidths: [16], domainWidths: [16])),
        ["gtsrb"] = (40, () => Architectures.GtsrbBatchNorm(classCount: 10, labelWidths: [16], domainWidths: [16])),
    };

    private static readonly Dictionary<string, (Tensor[] Start, Tensor[] End)> References = new(StringComparer.Ordinal);

    private static int Main(string[] parts)
    {
        if (!TrialContract.IsChild)
        {
            Console.Error.WriteLine("This is a library, not a program: refer to it from a project, a script or a notebook.");
            return 2;
        }

        // Whoever asked may be gone when a part hangs.
        using var end = new Timer(_ => Process.GetCurrentProcess().Kill(), null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        foreach (var part in parts)
        {
            var (reason, lasting) = ("", Lasting.Always);
            try
            {
                reason = Try(part);
            }
            catch (NativeBackendException e)
            {
                Console.Error.WriteLine(e.Message);
                return CannotBeTried;
            }
            catch (IOException)
            {
                return CannotBeTried;
            }
#pragma warning disable CA1031 // Whatever a part throws is its verdict.
            catch (Exception e)
#pragma warning restore CA1031
            {
                (reason, lasting) = ($"failed: {e.Message.Split('\n')[0].Trim()}", Lasting.Day);
            }

            output.WriteLine(TrialContract.Line(part, reason, lasting));
        }

        return 0;
    }

    // The tolerances are far above rounding (a part in ten million; in brain floats in a hundred) and far below any mistake.
    private static string Try(string part)
    {
        if (part == FastPath.WidePart)
        {
            return TryWide();
        }

        NativeBackend.EnsureLoaded();
        return part switch
        {
            Trial.Plain => TryPlain(part),
            FastPath.FusedPart => Compare(part, ["mnist"], PlainParts + ",fused", Precision.Float32, 1e-3),
            FastPath.BlockedPart => Compare(part, Nets.Keys, PlainParts + ",blocked", Precision.Float32, 1e-2),
            ProductTrial.PacePart => ProductTrial.Pace().ToString(CultureInfo.InvariantCulture),
            Autocast.Part => Compare(part, ["mnist"], PlainParts, Precision.BFloat16, 0.3),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
        };
    }

    private static string TryPlain(string part) =>
        Distance(Reference("mnist", part).End, Reference("mnist", part).Start) is var moved and > 0 && double.IsFinite(moved) ? "" : "gave no numbers";

    private static string TryWide()
    {
        double usual, wide;
        using (var child = TrialProcess.Start([ProductTrial.PacePart], new TrialSettings { Patience = TimeSpan.FromSeconds(15) }))
        {
            NativeBackend.EnsureLoaded();
            if (!MatrixProducts.ChooseByInstructions())
            {
                return "found nothing to set";
            }

            // Before and after the other's, so that a busy moment does not decide.
            (wide, usual) = (ProductTrial.Pace(), ProductTrial.PaceOf(child));
            wide = Math.Min(wide, ProductTrial.Pace());
        }

        return TryPlain(FastPath.WidePart) is { Length: > 0 } reason ? reason
            : ProductTrial.Mistake() is { } wrong ? $"gave other numbers ({wrong})"
            : wide <= ProductTrial.Tolerable * usual ? ""
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"products take {wide / usual:0.0} times the usual code's time"));
    }

    private static string Compare(string part, IEnumerable<string> nets, string parts, Precision precision, double tolerance)
    {
        foreach (var net in nets)
        {
            var (start, expected) = Reference(net, part);
            var (_, found) = Train(net, parts, precision, part);
            var error = Distance(found, expected) / Distance(expected, start);
            if (!(error <= tolerance))
            {
                return double.IsNaN(error) ? $"gave what is no number ({net})"
                    : string.Create(CultureInfo.InvariantCulture, $"gave other numbers ({net}: {100 * error:0.###} % off)");
            }
        }

        return "";
    }

    private static (Tensor[] Start, Tensor[] End) Reference(string net, string part)
    {
        if (!References.TryGetValue(net, out var reference))
        {
            References[net] = reference = Train(net, PlainParts, Precision.Float32, part is Trial.Plain or FastPath.WidePart ? part : null);
        }

        return reference;
    }

    // Two steps of the real loop on noise, so that velocities count; the weights before and after.
    private static (Tensor[] Start, Tensor[] End) Train(string net, string parts, Precision precision, string? part)
    {
        const int Batch = 4;
        using var variant = FastPath.Only(parts);
        var (size, make) = Nets[net];
        using var random = RandomScope.Begin(1);
        var source = new LabelledDomain("source", randint(0, 256, [Batch, size, size, 3], ScalarType.Byte), arange(Batch, ScalarType.Int64).remainder(10), 10);
        var target = new UnlabelledDomain("target", randint(0, 256, [Batch, size, size, 3], ScalarType.Byte));
        using var network = make();
        var start = Weights();
        AdversarialTrainer.Fit(
            new DomainPair(source, target), network, new DannOptions(Epochs: 1, StepsPerEpoch: 2, BatchSize: 2 * Batch, LearningRate: 0.02, WeightDecay: 1e-3, Precision: precision));
        if (part is not null)
        {
            Sabotage(part, network);
        }

        return (start, Weights());

        Tensor[] Weights() => [.. network.state_dict().Values.Select(t => t.detach().to(ScalarType.Float32).clone())];
    }

    private static double Distance(Tensor[] a, Tensor[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y).square().sum().ToDouble()).Sum());

    private static void Sabotage(string part, DomainAdversarialNetwork network)
    {
        if (TrialContract.Saboteur is { } saboteur && saboteur.Split('\t') is [var assembly, var type])
        {
            Assembly.LoadFrom(assembly).GetType(type, throwOnError: true)!.GetMethod("After", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, [part, network]);
        }
    }
}
