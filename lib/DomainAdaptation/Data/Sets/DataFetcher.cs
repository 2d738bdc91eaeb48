namespace DomainAdaptation;

/// <summary>Puts data sets into the data home, whole or not at all: fetched where there is a source to fetch from, else copied from a folder.</summary>
public static class DataFetcher
{
    /// <summary>The names of the sets: see <see cref="DataSets"/>.</summary>
    public static IReadOnlyList<string> Sets { get; } = [.. DataSets.All.Select(s => s.Name)];

    /// <summary>Gets one set. What is copied from a folder is read first, as a run would read it.</summary>
    /// <param name="set">One of <see cref="Sets"/>.</param>
    /// <param name="home">Where it goes.</param>
    /// <param name="from">A folder to copy it from, or null to fetch it.</param>
    /// <param name="onProgress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>A sentence that says what is where.</returns>
    /// <exception cref="UnknownChoiceException">There is no such set.</exception>
    /// <exception cref="DataFetchException">It cannot be had; the message says why and what to do.</exception>
    /// <exception cref="InvalidDataException">A file in <paramref name="from"/> is damaged.</exception>
    public static async Task<string> FetchAsync(string set, DataHome home, string? from = null, Action<FetchProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(home);
        var known = DataSets.Find(set)
            ?? throw new UnknownChoiceException($"There is no data set called \"{set}\" here; the names are {string.Join(", ", Sets)}.", nameof(set));
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
            case "resnet18" when from is null:
                await ResNet18File.EnsureAsync(home, onProgress, cancellation);
                return $"The weights of ResNet-18 are in {home.PathOf("resnet18")}, SHA-256 verified.";
            default:
                return from is not null ? CopyIn(home, known, from, onProgress, cancellation)
                    : Directory.Exists(home.PathOf(set)) ? AlreadyThere(home, set)
                    : throw new DataFetchException($"{known.Title} (terms: {known.Terms}) has no source to fetch from here: {known.ByHand}, and run: {home.Command(set)} --from FOLDER");
        }
    }

    private static string AlreadyThere(DataHome home, string set) => $"{set} is in {home.PathOf(set)} already.";

    // Into a folder of another name first: what has the set's name is whole.
    private static string CopyIn(DataHome home, DataSet set, string from, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        var target = home.PathOf(set.Name);
        var files = DataSetFiles.Find(set, from);
        if (files[0].From.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return AlreadyThere(home, set.Name);
        }

        var read = DataSetFiles.Check(set, from, files);
        var incoming = home.PathOf($".{set.Name}-{Guid.NewGuid():N}");
        try
        {
            for (var i = 0; i < files.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var to = Path.Combine(incoming, files[i].To);
                AtomicFile.FolderFor(to);
                File.Copy(files[i].From, to);
                onProgress?.Invoke(new(set.Name, Path.GetDirectoryName(files[i].From)!, i + 1, files.Count));
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

        return $"{set.Name} is in {target}: {files.Count} files; read as {read}.";
    }
}
