using System.IO.Compression;

namespace DomainAdaptation;

/// <summary>What a gzip file of one member or several (or none: .NET packs nothing into nothing) unpacks to; its end comes only after the last member's checksum, which is right.</summary>
/// <remarks>
/// <see cref="GZipStream"/> compares the checksums that it finds, but takes a file that is cut for a whole one. So a member of our
/// own goes behind the file: what is cut swallows its beginning, and only after a whole file does its content come out last.
/// </remarks>
/// <param name="file">The file; left open.</param>
internal sealed class GzipContent(Stream file) : ReadOnlyStream
{
    private static readonly byte[] Mark = "whole to its end"u8.ToArray();
    private static readonly byte[] MarkMember = Compressed(Mark);

    private readonly GZipStream members = new(new WithMark(file), CompressionMode.Decompress);
    private readonly byte[] buffer = new byte[1 << 15];
    private int start, end;
    private bool ended;

    /// <exception cref="InvalidDataException">The file is damaged, is cut, or goes on after its last member.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes are held back until it is known whether they are the mark.
        while (!ended && end - start <= Mark.Length)
        {
            Refill();
        }

        var read = Math.Min(buffer.Length, end - start - Mark.Length);
        this.buffer.AsSpan(start, read).CopyTo(buffer);
        start += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            members.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Refill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = members.Read(buffer.AsSpan(end));
        end += read;
        if (read == 0)
        {
            ended = buffer.AsSpan(0, end).SequenceEqual(Mark) ? true : throw new InvalidDataException("the gzip file is cut, or goes on after its end");
        }
    }

    private static byte[] Compressed(byte[] content)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return to.ToArray();
    }

    private sealed class WithMark(Stream file) : ReadOnlyStream
    {
        private int given;

        public override int Read(Span<byte> buffer)
        {
            if (given == 0 && file.Read(buffer) is var read && (read > 0 || buffer.Length == 0))
            {
                return read;
            }

            var rest = MarkMember.AsSpan(given, Math.Min(buffer.Length, MarkMember.Length - given));
            rest.CopyTo(buffer);
            given += rest.Length;
            return rest.Length;
        }
    }
}
