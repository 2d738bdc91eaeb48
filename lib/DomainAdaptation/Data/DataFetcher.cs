namespace DomainAdaptation;

/// <summary>Puts data sets into the data home, whole or not at all: fetched where there is a source to fetch from, else copied from a folder.</summary>
public static class DataFetcher
{
    /// <summary>The names of the sets.</summary>
    public static IReadOnlyList<string> Sets { get; } = ["mnist", "bsds500", "mnist_m"];

    /// <summary>Gets one set.</summary>
    /// <param name="set">One of <see cref="Sets"/>.</param>
    /// <param name="home">Where it goes.</param>
    /// <param name="from">A folder to copy it from, or null to fetch it.</param>
    /// <param name="onProgress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>A sentence that says what is where.</returns>
    /// <exception cref="DataFetchException">It cannot be had; the message says why and what to do.</exception>
    /// <exception cref="InvalidDataException">A file in <paramref name="from"/> is damaged.</exception>
    public static async Task<string> FetchAsync(string set, DataHome home, string? from = null, Action<FetchProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (!Sets.Contains(set, StringComparer.Ordinal))
        {
            throw new DataFetchException($"There is no data set called \"{set}\" here; the names are {string.Join(", ", Sets)}.");
        }

        if (from is not null && !Directory.Exists(from))
        {
            throw new DataFetchException($"There is no folder {Path.GetFullPath(from)} to copy {set} from.");
        }

        switch (set)
        {
            case "mnist" when from is null:
                await MnistDownload.EnsureAsync(home, onProgress, cancellation);
                return $"MNIST is in {home.Folder}: four files, SHA-256 verified.";
            case "mnist":
                await MnistDownload.ImportAsync(home, from, onProgress, cancellation);
                return $"MNIST is in {home.PathOf("mnist")}: four files, SHA-256 verified.";
            case "bsds500":
                return CopyIn(home, set, from is null ? ByHand(home, set) : PhotoFiles(from), onProgress, cancellation);
            default:
                return CopyIn(home, set, from is null ? ByHand(home, set) : MnistMFiles(from), onProgress, cancellation);
        }
    }

    // Nothing to copy when it is there already; else it takes a person to get it.
    private static List<FileCopy> ByHand(DataHome home, string set) =>
        Directory.Exists(home.PathOf(set)) ? [] : throw new DataFetchException(
            (set == "bsds500"
                ? "BSDS500 (Arbeláez et al. 2011, non-commercial research) has no source to fetch from here: get BSR_bsds500.tgz from the Berkeley Computer Vision Group"
                : "MNIST-M has no source to fetch from here: get mnist_m.tar.gz from its authors' page, http://yaroslav.ganin.net") +
            $", unpack it, and run: dotnet run scripts/get-data.cs -- {set} --from FOLDER");

    private static List<FileCopy> PhotoFiles(string from)
    {
        string[] layouts = [Path.Combine(from, "bsds500"), Path.Combine(from, "BSR", "BSDS500", "data"), Path.Combine(from, "BSDS500", "data"), from];
        return [.. Photos.Read(layouts.First(Directory.Exists)).Files.Select(f => new FileCopy(f, Path.Combine("images", "train", Path.GetFileName(f))))];
    }

    // The test images, and the training images too where they are.
    private static List<FileCopy> MnistMFiles(string from)
    {
        var files = new List<FileCopy>();
        var root = Directory.Exists(Path.Combine(from, "mnist_m")) ? Path.Combine(from, "mnist_m") : from;
        foreach (var part in new[] { "test", "train" })
        {
            string name = $"mnist_m_{part}", list = Path.Combine(root, name + "_labels.txt"), folder = Path.GetFullPath(Path.Combine(root, name));
            if (part == "test" || File.Exists(list))
            {
                if (!File.Exists(list) || !Directory.Exists(folder))
                {
                    throw new DataFetchException($"There is no {name} with {name}_labels.txt in {Path.GetFullPath(root)}; name the folder that mnist_m.tar.gz unpacks to.");
                }

                files.Add(new(list, Path.GetFileName(list)));
                files.AddRange(LabelList.Read(list, folder, classCount: 10).Files.Select(f => new FileCopy(f, Path.Combine(name, Path.GetRelativePath(folder, f)))));
            }
        }

        return files;
    }

    // Into a folder of another name first: what has the set's name is whole.
    private static string CopyIn(DataHome home, string set, List<FileCopy> files, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        var target = home.PathOf(set);
        if (files.Count == 0 || files[0].From.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return $"{set} is in {target} already.";
        }

        var incoming = home.PathOf($".{set}-{Guid.NewGuid():N}");
        try
        {
            for (var i = 0; i < files.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var to = Path.Combine(incoming, files[i].To);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(files[i].From, to);
                onProgress?.Invoke(new(set, Path.GetDirectoryName(files[i].From)!, i + 1, files.Count));
            }

            if (Directory.Exists(target))
            {
                // Two renames cannot be one; between them the set is absent, never half there.
                Directory.Move(target, incoming + ".old");
            }

            Directory.Move(incoming, target);
        }
        finally
        {
            if (!Directory.Exists(target) && Directory.Exists(incoming + ".old"))
            {
                Directory.Move(incoming + ".old", target); // the new set could not be put in its place
            }

            foreach (var folder in new[] { incoming, incoming + ".old" }.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return $"{set} is in {target}: {files.Count} files.";
    }

    private sealed record FileCopy(string From, string To);
}
