namespace DomainAdaptation;

/// <summary>An endless sequence of sample numbers: one shuffled pass over a domain after another.</summary>
/// <remarks>
/// Which sample comes at which position depends on the seed alone, never on what was asked before, so that a resumed run
/// continues exactly where it would have been.
/// </remarks>
internal sealed class ShuffledIndices(int count, int seed, string purpose)
{
    private long cachedPass = -1;
    private long[] order = [];

    /// <summary>The sample numbers at the positions <paramref name="start"/>, …, <paramref name="start"/> + <paramref name="length"/> − 1.</summary>
    public long[] At(long start, int length)
    {
        var result = new long[length];
        for (var i = 0; i < length; i++)
        {
            var (pass, place) = Math.DivRem(start + i, count);
            result[i] = Order(pass)[place];
        }

        return result;
    }

    private long[] Order(long pass)
    {
        if (pass != cachedPass)
        {
            order = new long[count];
            for (var i = 0; i < count; i++)
            {
                order[i] = i;
            }

            Seeds.Generator(seed, purpose, pass).Shuffle(order);
            cachedPass = pass;
        }

        return order;
    }
}
