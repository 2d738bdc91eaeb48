namespace DomainAdaptation;

/// <summary>Reads bytes that a header claims and that may not be there.</summary>
internal static class ClaimedBytes
{
    // Each step copies what is there: larger ones waste less of that, and believe more of what is not.
    private const long Growth = 8;

    /// <param name="stream">Where they come from.</param>
    /// <param name="count">How many are claimed.</param>
    /// <param name="first">How many may be allocated before any has arrived; then it is eight times what has.</param>
    /// <returns>The bytes; fewer where the stream ends before.</returns>
    public static byte[] Read(Stream stream, int count, long first)
    {
        var bytes = new byte[Math.Min(count, Math.Max(1, first))];
        for (var read = 0; ;)
        {
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length)
            {
                return bytes[..read];
            }

            if (read == count)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(count, Growth * bytes.Length));
        }
    }
}
