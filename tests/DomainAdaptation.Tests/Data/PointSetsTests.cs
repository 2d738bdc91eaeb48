using System.Globalization;
using SkiaSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>Faces with points, and bodies seen by a camera.</summary>
public sealed class PointSetsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private DataHome Home => DataHome.Find(folder.Path);

    [Fact]
    public void The_real_faces_have_68_points_and_nobody_is_in_two_sets()
    {
        var home = RealData.Home("faces");
        var all = FaceImages.Read(home, size: 24);
        Assert.Equal([all.Count, 68L, 2], all.Labels.shape);
        Assert.Equal(all.Count, FaceImages.Read(home, i => i % 2 == 0, 24).Count + FaceImages.Read(home, i => i % 2 == 1, 24).Count);
        // Eyes above mouths, in nearly all of them.
        Assert.True(all.Labels.select(1, 36).select(1, 1).lt(all.Labels.select(1, 57).select(1, 1)).to(ScalarType.Float32).mean().item<float>() > 0.97);
    }

    [Fact]
    public void Points_are_shares_of_the_image_and_people_are_known_by_their_names()
    {
        foreach (var (name, x) in new[] { ("Ann_Lee_1", 10), ("Ann_Lee_2", 20), ("Bo_7", 30) })
        {
            TestImages.WritePng(folder.At("faces", name + ".png"), 40, 40, (_, _) => SKColors.Red);
            folder.Write($"faces/{name}.pts", Points(68, x, 10));
        }

        var faces = FaceImages.Read(Home, i => i == 0, 16);
        Assert.Equal(2, faces.Count);
        Assert.Equal([0.25f, 0.25f, 0.5f, 0.25f], faces.Labels.select(1, 0).flatten().data<float>());
        var degraded = FaceImages.Degrade(faces, factor: 4, noise: 0);
        Assert.Equal([85], degraded.Samples.data<byte>().Distinct()); // (255 + 0 + 0) / 3
        Assert.Contains("synthetic: gray, 4 pixels wide", degraded.Name, StringComparison.Ordinal);
        Assert.Equal(faces.Labels, degraded.Labels);
        Assert.Contains("7 divides no image of 16 × 16", Assert.Throws<ArgumentException>(() => FaceImages.Degrade(faces, factor: 7)).Message, StringComparison.Ordinal);
        Assert.Equal(6, FaceImages.Files(DataHome.Find(folder.At("faces"))).Count());
        Assert.Contains("no faces of those", Assert.Throws<InvalidDataException>(() => FaceImages.Read(Home, _ => false)).Message, StringComparison.Ordinal);
        folder.Write("faces/Bo_7.pts", Points(5, 1, 1));
        Assert.Contains("has 5 points; 68 are wanted", Assert.Throws<InvalidDataException>(() => FaceImages.Read(Home)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_official_300W_counts_from_1_and_is_cut_out_around_its_points()
    {
        foreach (var (place, x) in new[] { ("afw/1", 61), ("helen/trainset/2", 61), ("lfpw/trainset/3", 61), ("ibug/4", 1) })
        {
            TestImages.WritePng(folder.At(["300w", .. (place + ".png").Split('/')]), 200, 100, (_, _) => SKColors.Red);
            var box = Enumerable.Range(0, 68).Select(i => FormattableString.Invariant($"{x + (i % 2 * 40)} {31 + (i / 2 % 2 * 40)}"));
            folder.Write($"300w/{place}.pts", $"version: 1\nn_points: 68\n{{\n{string.Join('\n', box)}\n}}\n");
        }

        var train = FaceAlignment.Read300W(Home, "train", 16);
        Assert.Equal(3, train.Count);
        // 40 pixels of points in a square of 60 that begins 10 before them.
        Assert.Equal([1 / 6f, 1 / 6f, 5 / 6f, 1 / 6f], train.Labels[0].flatten().data<float>().Take(4).Select(v => MathF.Round(v, 6)).ToArray(), (a, b) => MathF.Abs(a - b) < 1e-5);
        // At the edge the square is moved into the image.
        Assert.Equal([0, 1 / 6f], FaceAlignment.Read300W(Home, "challenging", 16).Labels[0, 0].data<float>().ToArray(), (a, b) => MathF.Abs(a - b) < 1e-5);
        Assert.Contains("use train or common or challenging", Assert.Throws<UnknownChoiceException>(() => FaceAlignment.Read300W(Home, "test")).Message, StringComparison.Ordinal);
        Assert.Throws<DataNotFoundException>(() => FaceAlignment.Read300W(Home, "common"));
        File.Delete(folder.At("300w", "afw", "1.pts"));
        Assert.Contains("1.pts is missing", Assert.Throws<InvalidDataException>(() => FaceAlignment.Read300W(Home, "train")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_official_WFLW_has_a_line_for_each_face()
    {
        TestImages.WritePng(folder.At("wflw", "WFLW_images", "0--Parade", "a.png"), 100, 100, (_, _) => SKColors.Red);
        string Line(string image) => string.Join(' ', Enumerable.Range(0, 196).Select(i => FormattableString.Invariant($"{20 + (i % 4 * 10):0.000000}"))) + $" 1 2 3 4 0 0 0 0 0 0 {image}\n";
        const string List = "wflw/WFLW_annotations/list_98pt_rect_attr_train_test/list_98pt_rect_attr_";
        folder.Write(List + "train.txt", Line("0--Parade/a.png") + Line("0--Parade/a.png"));
        folder.Write(List + "test.txt", Line("0--Parade/a.png"));
        var train = FaceAlignment.ReadWflw(Home, "train", 16);
        Assert.Equal([2L, 98, 2], train.Labels.shape);
        Assert.Equal(3, FaceAlignment.FilesWflw(Home).Count());
        folder.Write(List + "test.txt", Line("../a.png"));
        Assert.Contains("an image within", Assert.Throws<InvalidDataException>(() => FaceAlignment.ReadWflw(Home, "test")).Message, StringComparison.Ordinal);
        folder.Write(List + "test.txt", "1 2 a.png\n");
        Assert.Contains("line 1: 3 parts", Assert.Throws<InvalidDataException>(() => FaceAlignment.ReadWflw(Home, "test")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 1\nn_points: 2\n{\n1 2\n}\n", "announces 2 points and holds 1")]
    [InlineData("version: 1\nn_points: 1\n{\n1 2\n", "is truncated")]
    [InlineData("version: 1\nn_points: 1\n{\n1 two\n}\n", "line 4: '1 two' is no point")]
    [InlineData("version: 1\nn_points: 1\n{\n1 NaN\n}\n", "is no point")]
    [InlineData("version: 1\nn_points: 99999\n{\n", "1 to 1000 points")]
    [InlineData("version: 1\nn_points: 1\n{\n1 2\n}\nmore\n", "line 6: 'more' belongs in no file of points")]
    [InlineData("", "announces no number of points")]
    public void A_file_of_points_that_is_damaged_is_told_with_its_line(string text, string says)
    {
        var path = folder.Write("a.pts", text);
        var message = Assert.Throws<InvalidDataException>(() => PtsFile.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_bodies_hang_together()
    {
        var home = RealData.Home("mocap");
        var parents = MotionCapture.Parents(home);
        using var poses = MotionCapture.Read(home, "sports", "test");
        Assert.Equal(parents.Count, poses.size(1));
        Assert.Equal(4, MotionCapture.Files(home).Count());
        // A bone has the same length in all poses of a set, nearly.
        using var scope = NewDisposeScope();
        var thigh = (poses.select(1, 3) - poses.select(1, parents[3])).norm(1);
        Assert.True(thigh.std().item<float>() / thigh.mean().item<float>() < 0.2);
    }

    [Fact]
    public void A_camera_sees_near_things_large_and_from_above_looks_down()
    {
        using var scope = NewDisposeScope();
        // The root, a hand 1 m up, and a foot 1 m down.
        var pose = tensor([0f, 0, 0, 0, 1000, 0, 0, -1000, 0], [1, 3, 3]);
        var level = MotionCapture.Seen("level", pose, height: 0, distance: 4000, noise: 0);
        Assert.Equal([0f, 0, 0, 0.25f, 0, -0.25f], level.Samples.data<float>().Select(v => MathF.Round(v, 5)));
        Assert.Equal(pose.data<float>(), level.Labels.data<float>().Select(v => MathF.Round(v, 2)));

        Assert.Contains("behind the camera", Assert.Throws<ArgumentException>(() => MotionCapture.Seen("near", pose, height: 900, distance: 0)).Message, StringComparison.Ordinal);

        // From 3 m above and 4 m away it is 5 m off, and the vertical leans to it: up is 0.8 up and 0.6 towards the camera.
        var above = MotionCapture.Seen("above", pose, height: 3000, distance: 4000, noise: 0);
        Assert.Equal([0f, 800, -600], above.Labels[0, 1].data<float>().Select(v => MathF.Round(v, 2)));
        Assert.Equal(0.8 / 4.4, above.Samples[0, 3].item<float>(), 5);
        Assert.Equal(-0.8 / 5.6, above.Samples[0, 5].item<float>(), 5);
        Assert.Contains("camera 3 m above the root and 4 m away, noise 0, seed 1", above.Name, StringComparison.Ordinal);

        // A turn about the vertical keeps lengths, and another seed turns otherwise.
        var arms = tensor([0f, 0, 0, 300, 100, 400], [1, 2, 3]).expand(50, -1, -1).contiguous();
        var (one, other) = (MotionCapture.Seen("a", arms, seed: 1), MotionCapture.Seen("a", arms, seed: 2));
        Assert.True(one.Labels.select(1, 1).norm(1).sub(MathF.Sqrt(260000)).abs().max().item<float>() < 0.1);
        Assert.True(one.Labels.select(1, 1).select(1, 0).std().item<float>() > 200);
        Assert.NotEqual(one.Labels, other.Labels);
        Assert.Equal(one.Samples, MotionCapture.Seen("a", arms, seed: 1).Samples);
    }

    [Fact]
    public void An_archive_of_other_things_is_refused()
    {
        folder.Write("mocap/sports_train.npz", Npy.Archive(("positions_3d", Npy.Floats("(1, 4)", 1, 2, 3, 4))));
        Assert.Contains("positions_3d is Float32 [1, 4]; poses are float32 [n, joints, 3]", Assert.Throws<InvalidDataException>(() => MotionCapture.Read(Home, "sports", "train")).Message, StringComparison.Ordinal);
        folder.Write("mocap/locomotion_train.npz", Npy.Archive(("parents", Npy.File("<i8", "(2,)", [.. new[] { -1L, 5 }.SelectMany(BitConverter.GetBytes)]))));
        Assert.Contains("are no skeleton", Assert.Throws<InvalidDataException>(() => MotionCapture.Parents(Home)).Message, StringComparison.Ordinal);
    }

    private static string Points(int count, double x, double y) =>
        string.Create(CultureInfo.InvariantCulture, $"version: 1\nn_points: {count}\n{{\n{string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"{x:0.000} {y:0.000}\n"), count))}}}\n");
}
