namespace DomainAdaptation.Reporting;

/// <summary>Finds out before the hours of training, not after, whether the results can be written; leaves no empty folder where nothing was.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly List<string> made = [];

    private OutputFolder(string folder)
    {
        for (var f = Path.GetFullPath(folder); f is not null && !Directory.Exists(f); f = Path.GetDirectoryName(f))
        {
            made.Add(f);
        }
    }

    /// <summary>Creates the folder if need be and tries to write there.</summary>
    /// <returns>What takes the folders away again, when it is disposed and nothing is in them.</returns>
    /// <exception cref="IOException">Nothing can be written there; the message says what to do.</exception>
    public static OutputFolder Prepare(string folder)
    {
        var output = new OutputFolder(folder);
        var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            // A full disk still takes empty files.
            file.Write(new byte[4096]);
            return output;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !Failure.IsDiskFull(e))
        {
            output.Dispose();
            throw new IOException($"The output folder {Path.GetFullPath(folder)} cannot be written to ({Failure.WithoutPath(e.Message)}). Choose another one with --out FOLDER.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in made.Where(f => Directory.Exists(f) && !Directory.EnumerateFileSystemEntries(f).Any()))
        {
            Directory.Delete(folder);
        }
    }
}
