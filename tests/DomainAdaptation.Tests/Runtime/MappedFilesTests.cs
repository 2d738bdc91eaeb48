using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Which samples lie in a mapped file; that asking for them is worth it is measured by tests/Benchmarks.</summary>
public sealed class MappedFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mapped_array_and_parts_of_it_are_asked_for_and_nothing_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux is asked");
        using var scope = NewDisposeScope();
        var mapped = NpyFile.Map(folder.Write("a.npy", Npy.File("|u1", "(100, 28, 28, 3)", new byte[100 * 28 * 28 * 3])));

        foreach (var samples in new[] { mapped, mapped.narrow(0, 90, 10), new UnlabelledDomain("a", mapped.alias()).Take(7).Samples })
        {
            var files = MappedFiles.Of(samples);
            Assert.NotNull(files);
            files.Ask([0, samples.shape[0] - 1]);
        }

        Assert.Null(MappedFiles.Of(zeros(100, 28, 28, 3, ScalarType.Byte)));
        Assert.Null(MappedFiles.Of(mapped.clone()));
        Assert.Null(MappedFiles.Of(mapped.permute(1, 0, 2, 3))); // its samples lie scattered
    }
}
