using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Dropout (Srivastava et al., JMLR 2014) that draws one random number for four values.</summary>
/// <remarks>
/// libtorch draws one for each, all on one core: 2 % of the SVHN net's step. The rate is met to a part in 30,000, one half exactly.
/// </remarks>
internal sealed class LeanDropout : nn.Module<Tensor, Tensor>
{
    private const int BitsOfDraw = 60, BitsOfValue = 15;
    private static readonly long[] Shifts = [4, 19, 34, 49]; // brings one value's bits to the top after another's; those below them decide next to nothing
    private readonly Scalar threshold;
    private readonly Scalar factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The share of values that become 0 in training, 0 ≤ rate &lt; 1.</param>
    public LeanDropout(double rate)
        : base("Dropout") // what it is to whoever prints the network
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        threshold = ((long)Math.ScaleB(Math.Round(Math.ScaleB(0.5 - rate, BitsOfValue)), 64 - BitsOfValue)).ToScalar(); // of 64 bits with a sign
        factor = (1 / (1 - rate)).ToScalar();
    }

    /// <summary>x · mask / (1 − rate) in training, x itself otherwise; of any shape and any kind of float.</summary>
    public override Tensor forward(Tensor input)
    {
        if (!training)
        {
            return input.alias();
        }

        using var scope = NewDisposeScope();
        var count = input.numel();
        var shifts = tensor(Shifts, device: input.device);
        var draws = empty([(count + Shifts.Length - 1) / Shifts.Length, 1], ScalarType.Int64, input.device).random_(0, 1L << BitsOfDraw);
        var mask = draws.bitwise_left_shift(shifts).lt(threshold).view(-1).narrow(0, 0, count).view(input.shape);
        return input.mul(mask.to(input.dtype).mul_(factor)).MoveToOuterDisposeScope();
    }
}
