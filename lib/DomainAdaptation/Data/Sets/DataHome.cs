namespace DomainAdaptation;

/// <summary>The folder in which data sets live, a subfolder each: <c>mnist</c>, <c>mnist_m</c>, <c>bsds500</c>, …</summary>
public sealed class DataHome
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "WORKBENCH_DATA";

    private readonly bool isNamed; // by an option or the variable, so that a folder that is not there is a slip

    private DataHome(string folder, bool isGiven = false, bool isNamed = false)
    {
        Folder = Path.GetFullPath(folder);
        this.isNamed = isNamed;
        Option = isGiven ? $" --data {(folder.Contains(' ', StringComparison.Ordinal) ? $"\"{folder}\"" : folder)}" : "";
    }

    /// <summary>The folder, as a full path. It need not exist yet.</summary>
    public string Folder { get; }

    /// <summary>What a command line must hold to mean this folder: <c> --data FOLDER</c>, or nothing where it is the usual one.</summary>
    internal string Option { get; }

    /// <summary>
    /// The folder that is given; else the one that the environment variable <c>WORKBENCH_DATA</c> names; else a folder of
    /// the user's own, <c>domain-adaptation-workbench/data</c> under the local application data.
    /// </summary>
    /// <param name="folder">A folder, or null (or nothing but spaces) to look further.</param>
    public static DataHome Find(string? folder = null)
    {
        if (!string.IsNullOrWhiteSpace(folder))
        {
            return new(folder, isGiven: true, isNamed: true);
        }

        return Environment.GetEnvironmentVariable(Variable) is { } named && !string.IsNullOrWhiteSpace(named)
            ? new(named, isNamed: true)
            : new(Path.Combine(PerUser(), "domain-adaptation-workbench", "data"));
    }

    /// <summary>A path under the folder: <c>home.PathOf("mnist", "train-labels-idx1-ubyte.gz")</c>.</summary>
    public string PathOf(params string[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Path.Combine([Folder, .. parts]);
    }

    /// <summary>The first of these files that exists.</summary>
    /// <param name="dataSet">The name of the data set for the message, such as <c>"MNIST"</c>.</param>
    /// <param name="candidates">Paths relative to <see cref="Folder"/>, best first, the folder of the set in front; folders are separated by <c>/</c>.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="DataNotFoundException">None of them exists.</exception>
    public string FileOf(string dataSet, params string[] candidates) => First(dataSet, candidates, File.Exists);

    /// <summary>The first of these folders that exists: see <see cref="FileOf"/>.</summary>
    /// <exception cref="DataNotFoundException">None of them exists.</exception>
    public string FolderOf(string dataSet, params string[] candidates) => First(dataSet, candidates, Directory.Exists);

    /// <summary>What puts sets into this folder.</summary>
    internal string Command(string sets) => $"dotnet run scripts/get-data.cs -- {sets}{Option}";

    /// <summary>Tells, before anything is fetched or computed, which of these folders are missing.</summary>
    /// <param name="what">Who needs them, for the message.</param>
    /// <param name="folders">Paths relative to <see cref="Folder"/>, the folder of the set in front; what can be fetched is not asked for.</param>
    /// <exception cref="DataNotFoundException">Some are missing; the message names all of them and says how to get them.</exception>
    internal void Require(string what, IEnumerable<string> folders)
    {
        var needed = folders.ToList();
        if (needed.Count > 0 && isNamed && !Directory.Exists(Folder))
        {
            var who = Option.Length > 0 ? "" : $", which {Variable} names";
            throw new DataNotFoundException($"There is no folder {Folder}{who}. Make it, or name the one that holds the data sets.");
        }

        var missing = needed.Where(f => !DataSets.IsFetched(f) && !Directory.Exists(PathOf(f.Split('/')))).ToList();
        if (missing.Count > 0)
        {
            var sets = string.Join(' ', missing.Select(m => m.Split('/')[0]).Distinct(StringComparer.Ordinal));
            throw new DataNotFoundException(
                $"{what} needs {string.Join(" and ", missing)} in {Folder}. " +
                $"Run: {Command(sets)}, which says where they are published.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Folder;

    private string First(string dataSet, string[] candidates, Func<string, bool> exists)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates.Select(c => PathOf(c.Split('/'))).FirstOrDefault(exists)
            ?? throw new DataNotFoundException(
                $"{dataSet} is missing: there is no {string.Join(" or ", candidates)} in {Folder}" +
                $"{(Directory.Exists(Folder) ? "" : ", which does not exist")}. " +
                $"Run: {Command(candidates[0].Split('/')[0])}, or {(Option.Length > 0 ? "name" : $"set {Variable} to")} the folder that holds it.");
    }

    private static string PerUser()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        // A service account can be without a home; then the temporary folder is the only one that is certain.
        return local.Length > 0 ? local : Path.GetTempPath();
    }
}
