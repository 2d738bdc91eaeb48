using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Workbench.Kernel.Protocol;

/// <summary>Signs messages and tells those of the client from those of anybody else.</summary>
internal sealed class MessageSigner(byte[] key)
{
    // All of a session: a signature that was forgotten could be used again. A million of them take some 40 MB.
    private readonly HashSet<UInt128> seen = [];

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

        return seen.Add(BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(signature)));
    }
}
