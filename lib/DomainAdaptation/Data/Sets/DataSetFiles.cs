using System.Security.Cryptography;

namespace DomainAdaptation;

/// <summary>Finds the files of each data set in a folder of any of the layouts that its reader knows, and checks them by reading them.</summary>
internal static class DataSetFiles
{
    // Of the published files; the beginning is enough to recognise one.
    private static readonly Dictionary<string, string> Published = new(StringComparer.Ordinal)
    {
        ["train_32x32.mat"] = "md5 e26dedcc434d2e4c54c9b2d4a06d8373",
        ["test_32x32.mat"] = "md5 eb5a983be6a315427106f1b164d9cef3",
        ["synth_train_32x32.mat"] = "sha256 e0e0924e",
        ["synth_test_32x32.mat"] = "sha256 6285fe9a",
    };

    /// <summary>The files of a set.</summary>
    /// <exception cref="DataFetchException">The folder does not hold the set.</exception>
    /// <exception cref="InvalidDataException">A list of files is damaged, or names a file that is missing.</exception>
    public static IReadOnlyList<FileCopy> Find(DataSet set, string from)
    {
        var home = DataHome.Find(from);
        try
        {
            return set.Name switch
            {
                "bsds500" => Photo(home),
                "mnist_m" => AuthorsMnistM(home),
                "svhn" => [.. Svhn.Files(home)],
                "gtsrb" => [.. Gtsrb.Files(home)],
                "syn_signs" => [.. SynSigns.Files(home)],
                "syn_numbers" => [.. SynNumbersFiles.Files(home)],
                "usps" => [.. Usps.Files(home)],
                "office31" => [.. Office31.Set.Files(home, "images")],
                "pacs" => [.. Pacs.Files(home)],
                "office_home" => [.. OfficeHome.Set(home).Files(home)],
                "visda" => [.. Visda.Set.Files(home)],
                "300w" => [.. FaceAlignment.Files300W(home)],
                "wflw" => [.. FaceAlignment.FilesWflw(home)],
                "camvid" => [.. CamVid.Files(home)],
                "cityscapes" => [.. StreetScenes.CityscapesFiles(home)],
                "gta5" => [.. StreetScenes.Gta5Files(home)],
                "faces" => [.. FaceImages.Files(home)],
                "mocap" => [.. MotionCapture.Files(home)],
                "weights" => Weights(home),
                "resnet18" => [new(ResNet18File.Find(home), Path.GetFileName(ResNet18File.Find(home)))],
                _ => throw new ArgumentException($"{set.Name} is no set of files.", nameof(set)),
            };
        }
        catch (DataNotFoundException e)
        {
            throw new DataFetchException($"{home.Folder} does not hold {set.Title}, which consists of {set.Files}; name the folder that holds these.", e);
        }
    }

    /// <summary>Reads a set whole, as a run would.</summary>
    /// <returns>What it is, as the domains' names say.</returns>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public static string Check(DataSet set, string from, IReadOnlyList<FileCopy> files)
    {
        var home = DataHome.Find(from);
        return set.Name switch
        {
            "bsds500" => Photos.Read(Path.GetDirectoryName(files[0].From)!, "BSDS500 photos").ToString(),
            "mnist_m" => string.Join(", ", Named(() => MnistM.AuthorsTest(home)), files.Any(f => f.To == "mnist_m_train_labels.txt") ? Named(() => MnistM.AuthorsTrain(home)) : "no training images"),
            "svhn" => string.Join(", ", Named(() => Svhn.Train(home)), Named(() => Svhn.Test(home))) + Origin(files),
            // One pixel is enough to see that an image is whole.
            "gtsrb" => string.Join(", ", Named(() => Gtsrb.Train(home, 1)), Named(() => Gtsrb.Test(home, 1))),
            "syn_signs" => Named(() => SynSigns.Authors(home, 1)),
            "syn_numbers" => string.Join(", ", Named(() => SynNumbersFiles.Train(home)), Named(() => SynNumbersFiles.Test(home))) + Origin(files),
            "usps" => string.Join(", ", Named(() => Usps.Train(home, 16, 0)), Named(() => Usps.Test(home, 16, 0))),
            "office31" => string.Join(", ", Named(() => Office31.Amazon(home, 1)), Named(() => Office31.Webcam(home, 1)), Named(() => Office31.Dslr(home, 1))),
            "pacs" => string.Join(", ", Pacs.Domains.Select(d => Named(() => Pacs.Read(home, d, 1)))),
            "office_home" => string.Join(", ", OfficeHome.Domains.Select(d => Named(() => OfficeHome.Read(home, d, 1)))),
            "visda" => string.Join(", ", Visda.Domains.Select(d => Named(() => Visda.Read(home, d, 1)))),
            "300w" => string.Join(", ", FaceAlignment.Parts300W.Select(p => Named(() => FaceAlignment.Read300W(home, p, 1)))),
            "wflw" => string.Join(", ", Named(() => FaceAlignment.ReadWflw(home, "train", 1)), Named(() => FaceAlignment.ReadWflw(home, "test", 1))),
            "camvid" => string.Join(", ", CamVid.Domains.Select(d => Named(() => CamVid.Read(home, d, 4, 4)))),
            "cityscapes" => string.Join(", ", Named(() => StreetScenes.Cityscapes(home, "train", 4, 8, int.MaxValue)), Named(() => StreetScenes.Cityscapes(home, "val", 4, 8, int.MaxValue))),
            "gta5" => Named(() => StreetScenes.Gta5(home, 4, 8, int.MaxValue)),
            "faces" => Named(() => FaceImages.Read(home, size: 1)),
            "mocap" => string.Join(", ", files.Select(f => Poses(f.From))),
            "resnet18" => ResNet18.Fault(files[0].From) is { } fault ? throw new InvalidDataException($"{files[0].From} {fault}. Copy it again.") : "the published file, by its checksum",
            _ => Tensors(files[0].From),
        };
    }

    private static FileCopy[] Photo(DataHome from)
    {
        string[] layouts = [from.PathOf("bsds500"), from.PathOf("BSR", "BSDS500", "data"), from.PathOf("BSDS500", "data"), from.Folder];
        return [.. Photos.Read(layouts.First(Directory.Exists)).Files.Select(f => new FileCopy(f, Path.Combine("images", "train", Path.GetFileName(f))))];
    }

    // The test images, and the training images too where they are.
    private static List<FileCopy> AuthorsMnistM(DataHome from)
    {
        var files = new List<FileCopy>();
        var root = Directory.Exists(from.PathOf("mnist_m")) ? from.PathOf("mnist_m") : from.Folder;
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

    // What stands beside the weights, licence and test tensors, belongs to them.
    private static FileCopy[] Weights(DataHome from)
    {
        var weights = from.FileOf("SqueezeNet", "weights/squeezenet1_0.safetensors", "squeezenet1_0.safetensors");
        return
        [
            new(weights, Path.GetFileName(weights)),
            .. Directory.GetFiles(Path.GetDirectoryName(weights)!, "squeezenet1_0*").Where(f => f != weights).Order(StringComparer.Ordinal).Select(f => new FileCopy(f, Path.GetFileName(f))),
        ];
    }

    private static string Tensors(string path)
    {
        using var file = Safetensors.Read(path);
        return $"{file.Tensors.Count} tensors";
    }

    private static string Poses(string path)
    {
        using var poses = MotionCapture.ReadPoses(path);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} ({poses.size(0):N0} poses)");
    }

    private static string Named(Func<LabelledDomain> read)
    {
        var domain = read();
        using (domain.Samples)
        using (domain.Labels)
        {
            return domain.Name;
        }
    }

    private static string Origin(IReadOnlyList<FileCopy> files) =>
        files.All(f => !Published.TryGetValue(Path.GetFileName(f.From), out var sum) || IsPublished(f.From, sum))
            ? "; the published files, by their checksums"
            : "; not the published files, but a part of them or a copy packed anew";

    private static bool IsPublished(string path, string sum)
    {
        using var file = File.OpenRead(path);
#pragma warning disable CA5351 // What is published is MD5; it tells copies apart and protects nothing.
        var hash = sum.StartsWith("md5", StringComparison.Ordinal) ? MD5.HashData(file) : SHA256.HashData(file);
#pragma warning restore CA5351
        return Convert.ToHexStringLower(hash).StartsWith(sum.Split(' ')[1], StringComparison.Ordinal);
    }
}
