namespace DomainAdaptation;

/// <summary>Keeps a folder for one writer at a time: a file <c>.lock</c> that is held open, so that a process that dies holds nothing.</summary>
/// <remarks>The file goes with the lock; one that a killed process left behind locks nobody out. Where a file system knows no locks, nobody is kept out.</remarks>
internal sealed class FolderLock : IDisposable
{
    private readonly string folder;
    private readonly string path;
    private readonly FileStream file;
    private readonly DateTime mark;

    private FolderLock(string folder)
    {
        this.folder = folder;
        path = Path.Combine(folder, ".lock");
        // Windows lets nobody delete a file that is open, but deletes it when it is closed.
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        file = AtomicFile.Opened(path, () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UtcNow);
        mark = File.GetLastWriteTimeUtc(file.SafeFileHandle); // as precise as the file system keeps it
    }

    // A file of the same name that another process made since has another time.
    private bool IsThere => File.GetLastWriteTimeUtc(path) == mark;

    /// <summary>Takes the lock; makes the folder if need be.</summary>
    /// <exception cref="IOException">Somebody has it, or nothing can be written there; the message says what to do.</exception>
    public static FolderLock Take(string folder)
    {
        var full = Path.GetFullPath(folder);
        AtomicFile.FolderFor(Path.Combine(full, ".lock"));
        while (true)
        {
            try
            {
                var taken = new FolderLock(full);
                if (taken.IsThere)
                {
                    return taken;
                }

                taken.file.Dispose(); // whoever had it deleted the file between our opening and locking it
            }
            catch (IOException e) when (AtomicFile.IsInUse(e))
            {
                throw new IOException($"Another run is under way in the folder {full}: wait until it has ended, or choose another folder.", e);
            }
        }
    }

    /// <summary>Requires that the folder is still the one that was locked.</summary>
    /// <exception cref="IOException">It was deleted, moved or replaced.</exception>
    public void RequireThere()
    {
        if (!IsThere)
        {
            throw new IOException(
                $"The folder {folder}, or the file .lock in it, was deleted or moved while runs were written there, so results may be lost. Make the runs again, and leave the folder in place until they have ended.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && IsThere)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It stays, empty, and locks nobody out.
            }
        }

        file.Dispose();
    }
}
