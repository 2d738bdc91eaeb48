namespace Workbench.Kernel.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string before = Environment.CurrentDirectory;

    public string Path { get; } = Directory.CreateTempSubdirectory("workbench-kernel-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = before;
        Directory.Delete(Path, recursive: true);
    }
}
