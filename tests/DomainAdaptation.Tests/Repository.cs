namespace DomainAdaptation.Tests;

/// <summary>Where the repository lies, for tests that run its scripts or read its files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Workbench.sln")) ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Workbench.sln is in no folder above the tests."));
}
