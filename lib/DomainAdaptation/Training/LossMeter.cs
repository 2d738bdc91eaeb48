using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Collects the losses of an epoch and stops the training when one is no number any more.</summary>
/// <remarks>
/// Values are read in groups: on a GPU each reading would make the program wait for the device. They wait in one tensor, made once:
/// a small one a step would lie between the large ones of that step and keep the next step's from their place.
/// </remarks>
internal sealed class LossMeter : IDisposable
{
    private const int Group = 20;
    private readonly List<(int Step, double LearningRate)> waiting = [];
    private readonly double[] sums = new double[3];
    private Tensor? values; // [Group, 1 or 3]
    private int count;

    public void Add(StepLosses losses, int step, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var row = losses.Domain is null ? losses.Label.reshape(1) : stack([losses.Label, losses.Domain, losses.DomainAccuracy!]);
        values ??= zeros(Group, row.size(0), row.dtype, row.device).DetachFromDisposeScope();
        values.select(0, waiting.Count).copy_(row);
        waiting.Add((step, learningRate));
        if (waiting.Count == Group)
        {
            Read();
        }
    }

    /// <summary>The means since the last call.</summary>
    public MeanLosses Means()
    {
        Read();
        var domains = values?.size(1) == 3;
        var means = new MeanLosses(sums[0] / count, domains ? sums[1] / count : null, domains ? sums[2] / count : null);
        Array.Clear(sums);
        count = 0;
        return means;
    }

    public void Dispose() => values?.Dispose();

    private void Read()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        using var read = values!.cpu();
        var numbers = read.data<float>().ToArray();
        var width = numbers.Length / Group;
        for (var i = 0; i < waiting.Count * width; i++)
        {
            if (!float.IsFinite(numbers[i]))
            {
                var (step, learningRate) = waiting[i / width];
                throw DivergedException.At(step, i % width == 0 ? "label loss" : "domain loss", numbers[i], learningRate);
            }

            sums[i % width] += numbers[i];
        }

        count += waiting.Count;
        waiting.Clear();
    }
}
