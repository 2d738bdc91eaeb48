using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Dropout (Srivastava et al., JMLR 2014) that draws one random number for four values.</summary>
/// <remarks>
/// libtorch draws one for each, on AMD's processors all on one core: 2 % of the SVHN net's step. The rate is met to a part in 30,000, one half exactly,
/// and what is kept is divided by the very share that is kept.
/// </remarks>
internal sealed class LeanDropout : nn.Module<Tensor, Tensor>
{
    private const int BitsOfDraw = 60, BitsOfValue = 15, All = 1 << BitsOfValue;
    private static readonly long[] Shifts = [4, 19, 34, 49]; // brings one value's bits to the top after another's, where a comparison of numbers with a sign looks at them first
    private readonly double rate;
    private readonly int kept; // of 2¹⁵
    private readonly Scalar threshold;
    private readonly Scalar factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">The share of values that become 0 in training, 0 ≤ rate &lt; 1.</param>
    public LeanDropout(double rate)
        : base("Dropout") // what it is to whoever prints the network
    {
        this.rate = rate;
        kept = (int)Math.Round((1 - rate) * All);
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kept, nameof(rate)); // nothing would be left
        threshold = (kept == All ? long.MaxValue : (long)(kept - (All / 2)) << (64 - BitsOfValue)).ToScalar();
        factor = ((double)All / kept).ToScalar();
    }

    /// <summary>x · mask / (1 − rate) in training, x itself otherwise; of any shape and any kind of float.</summary>
    public override Tensor forward(Tensor input)
    {
        if (!training || kept == All)
        {
            return input.alias();
        }

        if (input.device_type != DeviceType.CPU) // where many cores draw
        {
            return nn.functional.dropout(input, rate, training: true);
        }

        using var scope = NewDisposeScope();
        var count = input.numel();
        var draws = empty([(count + Shifts.Length - 1) / Shifts.Length, 1], ScalarType.Int64).random_(0, 1L << BitsOfDraw);
        var mask = draws.bitwise_left_shift(tensor(Shifts)).lt(threshold).view(-1).narrow(0, 0, count).view(input.shape);
        return input.mul(mask.to(input.dtype).mul_(factor)).MoveToOuterDisposeScope();
    }
}
