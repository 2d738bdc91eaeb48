using System.Globalization;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Bodies in motion as joints in space, and a camera that sees them: for lifting poses from two dimensions to three.</summary>
/// <remarks>
/// <c>mocap</c> under the data home holds <c>{locomotion,sports}_{train,test}.npz</c> of the CMU motion capture database: <c>positions_3d</c>, float32 [n, 38, 3] in millimetres from
/// the root, y up, and <c>parents</c>, the joint that each hangs on. The common <c>.npz</c> files of Human3.6M and its kin have the same array.
/// </remarks>
public static class MotionCapture
{
    private static readonly string[] Splits = ["train", "test"];

    /// <summary>The two kinds of movement.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["locomotion", "sports"];

    /// <summary>Joints in space.</summary>
    /// <param name="home">Where the set is.</param>
    /// <param name="domain">One of <see cref="Domains"/>.</param>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    /// <returns>float32 [n, joints, 3], in millimetres; the caller disposes it.</returns>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no poses.</exception>
    public static Tensor Read(DataHome home, string domain, string split)
    {
        ArgumentNullException.ThrowIfNull(home);
        return ReadPoses(FileOf(home, domain, split));
    }

    /// <summary>The joint that each joint hangs on; −1 for the root.</summary>
    /// <param name="home">Where the set is.</param>
    /// <exception cref="DataNotFoundException">The set is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no skeleton.</exception>
    public static IReadOnlyList<int> Parents(DataHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        var path = FileOf(home, Domains[0], "train");
        using var parents = NpyFile.Read(path, "parents");
        using var numbers = parents.to(ScalarType.Int64);
        var list = numbers.data<long>().Select(p => (int)p).ToList();
        return numbers.dim() == 1 && list.Select((p, j) => p >= -1 && p < j).All(ok => ok) ? list : throw new InvalidDataException($"{path}: the parents are no skeleton, in which a joint hangs on one before it.");
    }

    /// <summary>Poses as a camera sees them: it stands at some height and distance and looks at the root; each pose is turned about the vertical at random.</summary>
    /// <param name="name">What the poses are.</param>
    /// <param name="poses">float32 [n, joints, 3], in millimetres, the root first. It is left as it is.</param>
    /// <param name="height">How far the camera is above the root, in millimetres.</param>
    /// <param name="distance">How far it is away along the ground, in millimetres.</param>
    /// <param name="noise">The standard deviation of what is added to x and y of the image, where 1 is the focal length.</param>
    /// <param name="seed">Seed of the turns and of the noise.</param>
    /// <param name="parents">The joint that each hangs on, for pictures: see <see cref="Parents"/>.</param>
    /// <returns>Samples float32 [n, 2 · joints], x and y in the image relative to the root; labels float32 [n, joints, 3], in millimetres along the camera's axes.</returns>
    public static LabelledDomain Seen(string name, Tensor poses, double height = 0, double distance = 4000, double noise = 0.002, int seed = 1, IReadOnlyList<int>? parents = null)
    {
        ArgumentNullException.ThrowIfNull(poses);
        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(Seeds.Derive(seed, "cameras", (int)poses.size(0)));
        var joints = poses - poses.narrow(1, 0, 1);
        var turn = rand(poses.size(0), 1) * (2 * Math.PI);
        var (x, y, z) = (joints.select(2, 0), joints.select(2, 1), joints.select(2, 2));
        // The camera looks along z with y up, so that its right is where x falls.
        var (across, along) = (-((x * turn.cos()) + (z * turn.sin())), (z * turn.cos()) - (x * turn.sin()));
        // Looking down by this angle: up and forward turn into one another.
        var pitch = Math.Atan2(height, distance);
        var up = (y * Math.Cos(pitch)) + (along * Math.Sin(pitch));
        var depth = (along * Math.Cos(pitch)) - (y * Math.Sin(pitch));
        var away = depth + Math.Sqrt((height * height) + (distance * distance));
        if (away.min().item<float>() <= 0)
        {
            throw new ArgumentException($"{name}: a joint is behind the camera; set it farther away.", nameof(distance));
        }

        var image = stack([across / away, up / away], 2);
        image = image + (randn_like(image) * noise);
        image = image - image.narrow(1, 0, 1);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{name} ({poses.size(0):N0} poses, camera {height / 1000:0.##} m above the root and {distance / 1000:0.##} m away, noise {noise}, seed {seed})"),
            image.flatten(1).contiguous(), stack([across, up, depth], 2).contiguous(), new Pose3D((int)poses.size(1), parents: parents));
    }

    /// <summary>All files, and where they belong.</summary>
    internal static IEnumerable<FileCopy> Files(DataHome home) =>
        from domain in Domains
        from split in Splits
        select new FileCopy(FileOf(home, domain, split), $"{domain}_{split}.npz");

    private static string FileOf(DataHome home, string domain, string split) => home.FileOf("Motion capture", $"mocap/{domain}_{split}.npz", $"{domain}_{split}.npz");

    internal static Tensor ReadPoses(string path)
    {
        var poses = NpyFile.Read(path, "positions_3d");
        if (poses.dtype == ScalarType.Float32 && poses.dim() == 3 && poses.size(0) > 0 && poses.size(1) > 1 && poses.size(2) == 3)
        {
            return poses;
        }

        using (poses)
        {
            throw new InvalidDataException($"{path}: positions_3d is {poses.dtype} [{string.Join(", ", poses.shape)}]; poses are float32 [n, joints, 3].");
        }
    }
}
