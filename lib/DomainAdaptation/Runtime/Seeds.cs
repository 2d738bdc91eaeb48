using System.Security.Cryptography;
using System.Text;

namespace DomainAdaptation;

/// <summary>Derives one independent stream of random numbers a purpose from the one seed a user gives.</summary>
/// <remarks>
/// Initialisation, shuffling of either domain, dropout and data generation never share a stream, so that changing one
/// (more digits, another network) leaves the others as they were.
/// </remarks>
public static class Seeds
{
    /// <summary>A seed that depends on the user's seed, the purpose and a counter, and on nothing else.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose">What the numbers are for, such as <c>"shuffle source"</c>.</param>
    /// <param name="index">A counter within the purpose, such as the epoch.</param>
    /// <returns>A number from 0 to 2^63 − 1, the same on every machine and in every version of .NET.</returns>
    public static long Derive(int seed, string purpose, long index = 0)
    {
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seed}/{purpose}/{index}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(hash) & long.MaxValue;
    }

    /// <summary>A generator of random numbers for a purpose: see <see cref="Derive"/>.</summary>
    public static Random Generator(int seed, string purpose, long index = 0)
    {
        // A seeded System.Random keeps its algorithm between versions of .NET.
        return new Random((int)(Derive(seed, purpose, index) & int.MaxValue));
    }
}
