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
    private string[] names = [];
    private double[] sums = [];
    private Tensor? values; // [Group, parts]
    private int count;

    /// <summary>Takes the losses of a step, by name; each step has the same.</summary>
    public void Add(IReadOnlyDictionary<string, Tensor> losses, int step, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var row = losses.Count == 1 ? losses.Values.First().reshape(1) : stack(losses.Values);
        if (values is null)
        {
            names = [.. losses.Keys];
            sums = new double[names.Length];
            values = zeros(Group, row.size(0), row.dtype, row.device).DetachFromDisposeScope();
        }

        values.select(0, waiting.Count).copy_(row);
        waiting.Add((step, learningRate));
        if (waiting.Count == Group)
        {
            Read();
        }
    }

    /// <summary>The means since the last call, by name.</summary>
    public IReadOnlyDictionary<string, double> Means()
    {
        Read();
        var means = names.Select((name, i) => KeyValuePair.Create(name, sums[i] / count)).ToDictionary(StringComparer.Ordinal);
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
        for (var i = 0; i < waiting.Count * names.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
            {
                var (step, learningRate) = waiting[i / names.Length];
                throw DivergedException.At(step, names[i % names.Length] + " loss", numbers[i], learningRate);
            }

            sums[i % names.Length] += numbers[i];
        }

        count += waiting.Count;
        waiting.Clear();
    }
}
