using System.Security.Cryptography;
using System.Text;

namespace Workbench.Kernel.Protocol;

/// <summary>Signs messages and tells those of the client from those of anybody else.</summary>
internal sealed class MessageSigner(byte[] key)
{
    private const int Remembered = 20_000;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>The signature of a message's four parts, in lower-case hexadecimal.</summary>
    public byte[] Sign(IEnumerable<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether the signature is right and was not seen before. The comparison takes as long for a wrong one as for a right one.</summary>
    public bool Verify(byte[] signature, IEnumerable<byte[]> parts)
    {
        if (!CryptographicOperations.FixedTimeEquals(Sign(parts), signature))
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(signature);
        if (!seen.Add(text))
        {
            return false;
        }

        order.Enqueue(text);
        if (order.Count > Remembered)
        {
            seen.Remove(order.Dequeue());
        }

        return true;
    }
}
