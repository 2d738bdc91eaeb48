namespace DomainAdaptation.Reporting;

/// <summary>Finds out before the hours of training, not after, whether the results can be written.</summary>
internal static class OutputFolder
{
    /// <summary>Creates the folder if need be and tries to write there.</summary>
    /// <exception cref="IOException">Nothing can be written there; the message says what to do.</exception>
    public static void Prepare(string folder)
    {
        var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            // A full disk still takes empty files.
            file.Write(new byte[4096]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !Failure.IsDiskFull(e))
        {
            throw new IOException($"The output folder {Path.GetFullPath(folder)} cannot be written to ({Failure.WithoutPath(e.Message)}). Choose another one with --out FOLDER.", e);
        }
    }
}
