using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Two fully connected layers and a way around them (Martinez et al. 2017, figure 1): x + F(x). [n, width] to [n, width].</summary>
internal sealed class LinearResidual : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> main;

    public LinearResidual(long width, double dropout, bool ownStatistics)
        : base(nameof(LinearResidual))
    {
        main = Layers.Chain([.. Step("1", width, width, dropout, ownStatistics), .. Step("2", width, width, dropout, ownStatistics)]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var around = main.call(input);
        return input + around;
    }

    /// <summary>Batch normalisation, with statistics for each domain or for both together.</summary>
    public static nn.Module<Tensor, Tensor> Norm(long width, bool ownStatistics) => ownStatistics ? new DomainBatchNorm((int)width) : nn.BatchNorm1d(width);

    /// <summary>A fully connected layer with batch normalisation, ReLU and dropout.</summary>
    public static (string, nn.Module<Tensor, Tensor>?)[] Step(string name, long inputs, long outputs, double dropout, bool ownStatistics) =>
    [
        ("fc" + name, nn.Linear(inputs, outputs)),
        ("norm" + name, Norm(outputs, ownStatistics)),
        ("relu" + name, nn.ReLU(inplace: true)),
        ("drop" + name, nn.Dropout(dropout)),
    ];
}
