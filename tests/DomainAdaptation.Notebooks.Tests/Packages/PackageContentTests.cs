using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace DomainAdaptation.Notebooks.Tests;

/// <summary>What is in the packages.</summary>
[Collection(nameof(PackageFeed))]
public sealed class PackageContentTests(PackageFeed feed)
{
    public static TheoryData<string> Packages => ["DomainAdaptation", "DomainAdaptation.Records", "DomainAdaptation.Reporting", "DomainAdaptation.Experiments", "DomainAdaptation.Notebooks"];

    [Fact]
    public void Five_libraries_are_packed_with_their_symbols_and_nothing_else() =>
        Assert.Equal(
            Packages.Select(p => p.Data).SelectMany(p => new[] { p + ".nupkg", p + ".snupkg" }).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(feed.Folder).Select(f => Path.GetFileName(f).Replace($".{Version}.", ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_its_readme_licence_documentation_and_symbols(string package)
    {
        using var archive = Open(package, "nupkg");
        Assert.Equal(File.ReadAllBytes(Repository.PathOf("lib", package, "README.md")), Bytes(archive, "README.md"));
        Assert.Equal(File.ReadAllBytes(Repository.PathOf("LICENSE")), Bytes(archive, "LICENSE"));
        Assert.Contains("<member name=", Encoding.UTF8.GetString(Bytes(archive, $"lib/net10.0/{package}.xml")), StringComparison.Ordinal);
        var metadata = Metadata(archive, package);
        Assert.Equal(("MIT", "README.md"), (Value(metadata, "license"), Value(metadata, "readme")));

        using var symbols = Open(package, "snupkg");
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(symbols, $"lib/net10.0/{package}.pdb")));
        var reader = pdb.GetMetadataReader();
        Assert.NotEmpty(reader.Documents);
        Assert.All(reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)), name => Assert.StartsWith("/_/lib/", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Libtorch_is_named_for_every_system_and_no_native_library_is_copied_at_a_build()
    {
        using var archive = Open("DomainAdaptation", "nupkg");
        var dependencies = Metadata(archive, "DomainAdaptation").Descendants().Where(e => e.Name.LocalName == "dependency")
            .ToDictionary(e => (string)e.Attribute("id")!, e => (Version: (string)e.Attribute("version")!, Without: ((string?)e.Attribute("exclude") ?? "").Split(',')), StringComparer.Ordinal);
        foreach (var system in new[] { "linux-x64", "osx-arm64", "win-x64" })
        {
            Assert.Equal("2.10.0", dependencies[$"libtorch-cpu-{system}"].Version);
            // With it, TorchSharp would take a CUDA package beside ours for a mistake.
            Assert.Contains("BuildTransitive", dependencies[$"libtorch-cpu-{system}"].Without);
        }

        Assert.True(dependencies.Remove("DomainAdaptation.Records")); // ours, which holds nothing native
        Assert.All(dependencies.Values, d => Assert.Contains("Native", d.Without));
    }

    [Fact]
    public void The_notebook_package_carries_the_extension_that_NET_Interactive_runs()
    {
        using var archive = Open("DomainAdaptation.Notebooks", "nupkg");
        Assert.Contains("WorkbenchNotebook.Register()", Encoding.UTF8.GetString(Bytes(archive, "interactive-extensions/dotnet/extension.dib")), StringComparison.Ordinal);
        Assert.DoesNotContain(Metadata(archive, "DomainAdaptation.Notebooks").Descendants(), e => ((string?)e.Attribute("id"))?.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal) == true);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_holds_no_path_of_the_machine_that_packed_it(string package)
    {
        string[] ours = [Path.GetDirectoryName(feed.Folder)!, Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        foreach (var kind in new[] { "nupkg", "snupkg" })
        {
            using var archive = Open(package, kind);
            foreach (var entry in archive.Entries)
            {
                var bytes = Bytes(archive, entry.FullName);
                Assert.DoesNotContain(ours, path => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path)) >= 0);
            }
        }
    }

    [Fact]
    public void Packed_again_elsewhere_the_assemblies_are_the_same()
    {
        var other = feed.Clone("elsewhere");
        PackageFeed.Done(feed.Dotnet(other, "pack", "lib/DomainAdaptation.Notebooks", "-o", Path.Combine(other, "packages")));
        foreach (var package in Packages.Select(p => p.Data))
        {
            using var archive = Open(package, "nupkg");
            Assert.Equal(Bytes(archive, $"lib/net10.0/{package}.dll"), File.ReadAllBytes(Path.Combine(other, "lib", "DomainAdaptation.Notebooks", "bin", "Release", "net10.0", package + ".dll")));
        }
    }

    private static string Version { get; } = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    private ZipArchive Open(string package, string kind) => ZipFile.OpenRead(Path.Combine(feed.Folder, $"{package}.{Version}.{kind}"));

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using var content = (archive.GetEntry(name) ?? throw new FileNotFoundException($"{name} is not in the package.")).Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static XElement Metadata(ZipArchive archive, string package) => XDocument.Load(new MemoryStream(Bytes(archive, package + ".nuspec"))).Root!;

    private static string? Value(XElement metadata, string name) => metadata.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
