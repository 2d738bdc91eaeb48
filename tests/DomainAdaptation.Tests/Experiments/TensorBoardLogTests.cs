using System.Buffers.Binary;
using Tensorboard;

namespace DomainAdaptation.Tests;

/// <summary>What TensorBoard is given is each epoch's metrics, a folder a run.</summary>
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_epoch_is_a_point_of_each_curve_and_what_was_not_measured_has_none()
    {
        var log = new TensorBoardLog(folder.At("log"));
        log.Report(new TrainingProgress("moons dann, seed 1", LastEpoch: null));
        log.Report(new TrainingProgress("moons dann, seed 1", LastEpoch: new(1, 10, LabelLoss: 0.5, DomainLoss: 0.7, Lambda: 0.25, LearningRate: 0.01)));
        log.Report(new TrainingProgress("moons dann, seed 1", LastEpoch: new(2, 20, LabelLoss: 0.25, Scores: new Dictionary<string, double>(StringComparer.Ordinal) { ["bnm"] = 0.75 })));
        log.Report(new TrainingProgress("moons/source-only", LastEpoch: new(1, 10, LabelLoss: 1)));

        Assert.Equal(["moons-dann-seed-1", "moons-source-only"], Directory.GetDirectories(folder.At("log")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("loss/label", 10, 0.5f), ("loss/domain", 10, 0.7f), ("schedule/lambda", 10, 0.25f), ("schedule/learning rate", 10, 0.01f),
                ("loss/label", 20, 0.25f), ("schedule/learning rate", 20, 0f), ("score/bnm", 20, 0.75f)],
            Points("moons-dann-seed-1"));
    }

    [Fact]
    public void What_comes_next_is_told_the_same()
    {
        var told = new List<TrainingProgress>();
        var progress = new TrainingProgress("a", Step: 3);
        new TensorBoardLog(folder.At("log"), new Next(told)).Report(progress);
        Assert.Same(progress, Assert.Single(told));
        Assert.False(Directory.Exists(folder.At("log")));
    }

    // A record is its length in 8 bytes, a checksum of 4, an event, and its checksum of 4.
    private IEnumerable<(string Curve, long Step, float Value)> Points(string run)
    {
        var bytes = File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.At("log", run))));
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            var entry = Event.Parser.ParseFrom(bytes, at + 12, length);
            at += 12 + length + 4;
            foreach (var value in entry.Summary?.Value ?? [])
            {
                yield return (value.Tag, entry.Step, value.SimpleValue);
            }
        }
    }

    private sealed class Next(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
