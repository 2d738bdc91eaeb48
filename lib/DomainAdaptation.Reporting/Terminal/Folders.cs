namespace DomainAdaptation.Reporting;

/// <summary>Folders that a command line names: a mistyped one is told before anything is made, fetched or computed.</summary>
internal static class Folders
{
    /// <summary>Requires a file or folder that is there.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string Existing(string option, string path, bool isFolder = false)
    {
        Named(option, path);
        return Directory.Exists(path) || (!isFolder && File.Exists(path)) ? path
            : throw new UsageException($"{option} {path}: there is no {(isFolder ? "folder" : "file or folder")} {Path.GetFullPath(path)}.");
    }

    /// <summary>Requires a folder that is there, or can be made in one that is.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="path">The folder.</param>
    /// <param name="usual">The folder that scripts write to when they are told nothing: the one above it need not be there.</param>
    /// <exception cref="UsageException">The folder above it is not there.</exception>
    public static string New(string option, string path, string usual = "")
    {
        Named(option, path);
        var full = Path.GetFullPath(path);
        var above = Path.GetDirectoryName(full);
        var isUsual = usual.Length > 0 && above == Path.GetDirectoryName(Path.GetFullPath(usual));
        return above is null || Directory.Exists(above) || File.Exists(above) || isUsual ? path // a file above it cannot be written to, which is told as such
            : throw new UsageException($"{option} {path}: there is no folder {above} to make it in.");
    }

    private static void Named(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UsageException($"{option} needs the name of a folder.");
        }
    }
}
