using TorchSharp;
using TorchSharp.Modules;

namespace DomainAdaptation;

/// <summary>Writes the metrics of each epoch for TensorBoard, which draws them while a training goes on: a folder a run, a curve a metric.</summary>
/// <remarks>The files are TorchSharp's. Of a run that is resumed the epochs from there on are written, beside those of before.</remarks>
/// <example>
/// <code>
/// var log = new TensorBoardLog("runs/tensorboard", progress);   // then: tensorboard --logdir runs/tensorboard
/// runner.RunAll(requests, progress: log);
/// </code>
/// </example>
public sealed class TensorBoardLog : IProgress<TrainingProgress>
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SummaryWriter> writers = new(StringComparer.Ordinal);
    private readonly string folder;
    private readonly IProgress<TrainingProgress>? next;

    /// <summary>A log that is written as reports come.</summary>
    /// <param name="folder">Where the folders of the runs go; made when the first epoch ends.</param>
    /// <param name="next">Is told the same: a display, for instance.</param>
    public TensorBoardLog(string folder, IProgress<TrainingProgress>? next = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        (this.folder, this.next) = (folder, next);
    }

    /// <summary>Writes the metrics of an epoch that ended, and passes everything on.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.LastEpoch is { } epoch)
        {
            lock (gate)
            {
                var writer = WriterOf(value.Run);
                foreach (var (curve, number) in Curves(epoch))
                {
                    writer.add_scalar(curve, (float)number, epoch.Step);
                }
            }
        }

        next?.Report(value);
    }

    private SummaryWriter WriterOf(string run)
    {
        if (!writers.TryGetValue(run, out var writer))
        {
            NativeBackend.EnsureLoaded(); // the checksums are computed by TorchSharp's native part
            var name = string.Join('-', run.Split([' ', ',', .. Path.GetInvalidFileNameChars()], StringSplitOptions.RemoveEmptyEntries));
            writer = torch.utils.tensorboard.SummaryWriter(Path.Combine(folder, name.Length > 0 ? name : "run"), createRunName: false);
            writers.Add(run, writer);
        }

        return writer;
    }

    private static IEnumerable<(string Curve, double Value)> Curves(EpochMetrics epoch)
    {
        (string Curve, double? Value)[] named =
        [
            ("loss/label", epoch.LabelLoss), ("loss/domain", epoch.DomainLoss), ("accuracy/domain classifier", epoch.DomainAccuracy), ("accuracy/target", epoch.TargetAccuracy),
            ("schedule/lambda", epoch.Lambda), ("schedule/learning rate", epoch.LearningRate),
        ];
        return named.Where(n => n.Value is not null).Select(n => (n.Curve, n.Value!.Value))
            .Concat((epoch.Parts ?? new Dictionary<string, double>(StringComparer.Ordinal)).Select(p => ("loss/" + p.Key, p.Value)))
            .Concat((epoch.Scores ?? new Dictionary<string, double>(StringComparer.Ordinal)).Select(s => ("score/" + s.Key, s.Value)));
    }
}
