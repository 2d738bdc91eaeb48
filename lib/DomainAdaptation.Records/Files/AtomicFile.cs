namespace DomainAdaptation;

/// <summary>Writes whole files: under a temporary name in the same folder, flushed to the disk, then renamed.</summary>
/// <remarks>A reader, or a run that is killed at any moment, sees the old file or the new one, never half of it.</remarks>
public static class AtomicFile
{
    // A read-only disk, a file where a folder should be, a folder where a file should be: EROFS, EEXIST, ENOTDIR and EISDIR of Linux
    // and macOS, and what Windows calls the first two.
    private static readonly int[] UnwritableCodes = [30, 17, 20, 21, unchecked((int)0x80070013), unchecked((int)0x800700B7)];

    /// <summary>Writes a file with what <paramref name="content"/> puts into the stream; creates the folder if need be.</summary>
    /// <exception cref="IOException">The file cannot be written (full disk, say); what was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var folder = FolderFor(path);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = Opened(path, () => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None)))
            {
                try
                {
                    content(stream);
                    stream.Flush(flushToDisk: true);
                }
                catch (IOException e) when (UnwritableCodes.Contains(e.HResult))
                {
                    throw Unwritable(path, e); // its disk became read-only meanwhile
                }
            }

            Opened(path, () =>
            {
                File.Move(temporary, path, overwrite: true);
                return true;
            });
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    /// <summary>The folder of a file that is to be written, made if need be.</summary>
    /// <exception cref="IOException">It cannot be made; the message names it and says what to do.</exception>
    internal static string FolderFor(string path) => Opened(path, () => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!).FullName);

    /// <summary>What the system says of a temporary name, said of the file and the folder that the user knows. A full disk stays what it is.</summary>
    internal static T Opened<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException
            || (e is IOException && UnwritableCodes.Contains(e.HResult)))
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>Whether a file could not be opened because somebody has it open alone: on Linux, macOS and Windows.</summary>
    internal static bool IsInUse(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

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
            Opened(path, () =>
            {
                File.Delete(path);
                return true;
            });
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
                Opened(path, () =>
                {
                    File.Delete(leftover);
                    return true;
                });
            }
        }
    }

    // In a folder that is no longer there nothing was left behind either. Where it cannot be deleted, why the file could not be
    // written is what the caller has to hear; the next writer deletes it.
    private static void DeleteIfThere(string temporary)
    {
        try
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static IOException Unwritable(string path, Exception e)
    {
        var full = Path.GetFullPath(path);
        var reason = e is UnauthorizedAccessException ? "no permission" : "it cannot be made, or its disk is read-only";
        var message = Directory.Exists(full)
            ? $"{full} is a folder, so no file of that name can be written. Move the folder away, or choose another name."
            : $"Nothing can be written into {Path.GetDirectoryName(full)} ({reason}). Check the folder and its permissions, or choose another one.";
        return new IOException(message, e) { HResult = e.HResult };
    }
}
