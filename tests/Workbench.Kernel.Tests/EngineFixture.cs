using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Tests;

/// <summary>One session for all tests of the engine: a compiler takes seconds to warm up.</summary>
public sealed class EngineFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int cells;

    public EngineFixture()
    {
        Engine = new CellEngine(folder.Path, Language.CSharp);
    }

    internal CellEngine Engine { get; }

    internal TemporaryFolder Folder => folder;

    public void Dispose()
    {
        Engine.Dispose();
        folder.Dispose();
    }

    internal async Task<RecordedOutput> Run(string code, string language = Language.CSharp)
    {
        var output = new RecordedOutput();
        await Engine.Execute(code, language, output, "Cell " + ++cells);
        return output;
    }

    internal async Task<RecordedOutput> RunWell(string code, string language = Language.CSharp)
    {
        var output = await Run(code, language);
        Assert.True(output.Failure is null, string.Join('\n', output.Failure?.Traceback ?? []));
        return output;
    }
}
