namespace DomainAdaptation.Tests;

/// <summary>The clone that these tests were built in.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>Workbench.sln</c>, found from the test assembly upwards.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException($"There is no Workbench.sln above {AppContext.BaseDirectory}: these tests run inside a clone.");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Workbench.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
