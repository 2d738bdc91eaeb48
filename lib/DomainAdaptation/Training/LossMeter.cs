using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Collects the losses of an epoch and stops the training when one is no number any more.</summary>
/// <remarks>Values are read in groups: on a GPU each reading would make the program wait for the device.</remarks>
internal sealed class LossMeter : IDisposable
{
    private const int Group = 20;
    private readonly List<(Tensor Values, int Step, double LearningRate)> waiting = [];
    private readonly double[] sums = new double[3];
    private int count;
    private bool domains;

    public void Add(StepLosses losses, int step, double learningRate)
    {
        domains = losses.Domain is not null;
        var values = domains ? stack([losses.Label.detach(), losses.Domain!.detach(), losses.DomainAccuracy!.detach()]) : losses.Label.detach().reshape(1);
        waiting.Add((values.DetachFromDisposeScope(), step, learningRate));
        if (waiting.Count == Group)
        {
            Read();
        }
    }

    /// <summary>The means since the last call.</summary>
    public MeanLosses Means()
    {
        Read();
        var means = new MeanLosses(sums[0] / count, domains ? sums[1] / count : null, domains ? sums[2] / count : null);
        Array.Clear(sums);
        count = 0;
        return means;
    }

    public void Dispose() => waiting.ForEach(w => w.Values.Dispose());

    private void Read()
    {
        var read = waiting.ToList();
        waiting.Clear();
        foreach (var (tensor, step, learningRate) in read)
        {
            using var values = tensor.cpu();
            tensor.Dispose();
            var i = 0;
            foreach (var value in values.data<float>())
            {
                if (!float.IsFinite(value))
                {
                    throw DivergedException.At(step, i == 0 ? "label loss" : "domain loss", value, learningRate);
                }

                sums[i++] += value;
            }

            count++;
        }
    }
}
