namespace DomainAdaptation;

/// <summary>Writes whole files: under a temporary name in the same folder, flushed to the disk, then renamed.</summary>
/// <remarks>A reader, or a run that is killed at any moment, sees the old file or the new one, never half of it.</remarks>
public static class AtomicFile
{
    /// <summary>Writes a file with what <paramref name="content"/> puts into the stream; creates the folder if need be.</summary>
    /// <exception cref="IOException">The file cannot be written (full disk, say); what was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a file with these bytes.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void WriteBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes a file with this text as UTF-8.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void WriteText(string path, string text) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Deletes the file, and what a writer that was killed left of it under its temporary name.</summary>
    internal static void Delete(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(folder))
        {
            File.Delete(path);
            DeleteLeftovers(path);
        }
    }

    /// <summary>Deletes what a writer that was killed left of a file under its temporary name.</summary>
    internal static void DeleteLeftovers(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(folder))
        {
            foreach (var leftover in Directory.EnumerateFiles(folder, $".{Path.GetFileName(path)}.*.tmp"))
            {
                File.Delete(leftover);
            }
        }
    }
}
