using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

namespace DomainAdaptation.Tests;

/// <summary>From two folders to a model that can be kept, loaded and used.</summary>
public sealed class ImageAdaptationTests : IClassFixture<ImageAdaptationTests.Adapted>
{
    private readonly Adapted shared;

    public ImageAdaptationTests(Adapted shared) => this.shared = shared;

    [Fact]
    public void Source_only_and_the_methods_are_tried_and_a_score_chooses()
    {
        var adapted = shared.Result;
        Assert.Equal([Methods.SourceOnly, Methods.Dann], adapted.Tried.Select(t => t.Method));
        Assert.Equal(adapted.Tried.MaxBy(t => t.Scores["information-maximisation"])!.Method, adapted.Chosen.Method);
        Assert.All(adapted.Tried, t => Assert.InRange(t.SourceAccuracy, 0.5, 1));
        Assert.All(adapted.Tried, t => Assert.InRange(t.EstimatedAccuracy, 0, 1));
        Assert.All(adapted.Tried, t => Assert.InRange(t.TestAccuracy!.Value, 0.1, 1));
        Assert.True(adapted.Tried[1].TestAccuracy > adapted.Tried[0].TestAccuracy, adapted.ToString());
        Assert.Equal(adapted.TestConfusion!.Accuracy, adapted.Chosen.TestAccuracy);
        Assert.Contains(adapted.DataFindings, f => f.About == "gray and colour");
    }

    [Fact]
    public void Every_image_of_the_target_has_a_prediction_and_its_file()
    {
        var adapted = shared.Result;
        Assert.Equal(400, adapted.Predictions.Count);
        Assert.Equal(adapted.Predictions.Select(p => p.File).Order(StringComparer.Ordinal), adapted.Predictions.Select(p => p.File));
        Assert.All(adapted.Predictions, p => Assert.True(p.Probability >= p.RunnerUpProbability && p.Probability + p.RunnerUpProbability <= 1.0001 && p.Class != p.RunnerUp));
        Assert.Equal(adapted.SourceFiles.Count, adapted.SourceClasses.Count);
        Assert.All(adapted.SourceFiles.Zip(adapted.SourceClasses), s => Assert.Equal(Path.GetFileName(Path.GetDirectoryName(s.First)), s.Second));
    }

    [Fact]
    public void The_model_that_is_loaded_says_the_same_and_evaluation_changes_nothing()
    {
        var place = shared.Folder.At("model");
        shared.Result.Model.Save(place);
        using var model = ImageClassifier.Load(place);
        Assert.Equal(shared.Result.Model.ClassNames, model.ClassNames);
        var said = model.Predict(shared.Folder.At("target"));
        Assert.Equal(shared.Result.Predictions.Select(p => (p.File, p.Class, p.RunnerUp)), said.Select(p => (p.File, p.Class, p.RunnerUp)));
        Assert.All(said.Zip(shared.Result.Predictions), p => Assert.Equal(p.Second.Probability, p.First.Probability, 1e-4));
        Assert.Equal(said.Select(p => p.Probability), model.Predict(shared.Folder.At("target")).Select(p => p.Probability));
        var alone = Assert.Single(model.Predict(said[3].File));
        Assert.Equal((said[3].File, said[3].Class), (alone.File, alone.Class));
        Assert.Equal(said[3].Probability, alone.Probability, 1e-4);
    }

    [Fact]
    public void The_ONNX_file_says_the_same_in_ONNX_Runtime()
    {
        shared.Result.Model.Save(shared.Folder.At("onnx"));
        var size = shared.Result.Model.ImageSize;
        var images = ImageFolder.ReadUnlabelled("target", shared.Folder.At("target"), size, size).Domain.Samples;
        using var session = new InferenceSession(shared.Folder.At("onnx", "model.onnx"));
        var said = Onnxed.Run(session, images);
        Assert.Equal(shared.Result.Predictions.Select(p => p.Class), said.Classes.Select(c => shared.Result.Model.ClassNames[(int)c]));
        Assert.All(shared.Result.Predictions.Zip(said.Probabilities.Chunk(shared.Result.Model.ClassNames.Count)), p => Assert.Equal(p.First.Probability, p.Second.Max(), 1e-4));
    }

    [Fact]
    public void Predictions_are_a_table_that_other_programs_read()
    {
        var path = shared.Folder.At("predictions.csv");
        shared.Result.Predictions.SaveCsv(path);
        var lines = File.ReadAllLines(path);
        Assert.Equal("path,class,probability,runner_up,runner_up_probability", lines[0]);
        Assert.Equal(401, lines.Length);
        Assert.Matches("^/.+\\.png,[0-9]{2},[01]\\.[0-9]{4},[0-9]{2},0\\.[0-9]{4}$", lines[1]);
    }

    [Theory]
    [InlineData("model.json", "{", "is damaged")]
    [InlineData("model.json", "null", "describes no model")]
    [InlineData("model.json", "{\"Format\":2}", "describes no model")]
    [InlineData("model.json", "{\"Format\":1,\"Network\":\"small\",\"ImageSize\":64,\"Method\":\"dann\",\"Temperature\":1,\"Classes\":[\"a\",\"b\"],\"WeightsSha256\":\"\"}", "describes no model")]
    [InlineData("model.json", "{\"Format\":1,\"Network\":\"small\",\"ImageSize\":32,\"Method\":\"dann\",\"Temperature\":1,\"Classes\":[\"a\",\"a\"],\"WeightsSha256\":\"\"}", "describes no model")]
    [InlineData("model.json", null, "There is no model in")]
    [InlineData("model.safetensors", null, "There is no model in")]
    [InlineData("model.safetensors", "damaged", "")]
    public void A_damaged_model_is_refused(string file, string? content, string says)
    {
        using var folder = new TemporaryFolder();
        shared.Result.Model.Save(folder.Path);
        File.Delete(folder.At(file));
        if (content is not null)
        {
            folder.Write(file, content);
        }

        var e = Assert.ThrowsAny<Exception>(() => ImageClassifier.Load(folder.Path));
        Assert.True(e is InvalidDataException or DataNotFoundException, e.ToString());
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_of_other_weights_is_refused()
    {
        using var folder = new TemporaryFolder();
        shared.Result.Model.Save(folder.Path);
        var text = File.ReadAllText(folder.At("model.json"));
        using var json = JsonDocument.Parse(text);
        var hash = json.RootElement.GetProperty("WeightsSha256").GetString()!;
        folder.Write("model.json", text.Replace(hash, new string('0', hash.Length), StringComparison.Ordinal));
        Assert.Contains("belongs to other weights", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_holds_pictures_tables_and_what_was_found()
    {
        var page = DomainAdaptation.Reporting.AdaptationReport.Save(shared.Result, shared.Folder.At("out"));
        var html = File.ReadAllText(page);
        Assert.All(["What was tried", "Can it be trusted?", "surest predictions", "least sure", "t-SNE", "Learning curves", "The data"], part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.True(html.Split("data:image/png").Length > 40);
        Assert.True(File.Exists(shared.Folder.At("out", "predictions.csv")));
        Assert.True(File.Exists(shared.Folder.At("out", "model", "model.json")));
    }

    [Fact]
    public void The_same_seed_gives_the_same_predictions()
    {
        using var again = Adapted.Fit(shared.Folder, new ImageAdaptationOptions(Methods: [Methods.SourceOnly], Epochs: 1));
        using var third = Adapted.Fit(shared.Folder, new ImageAdaptationOptions(Methods: [Methods.SourceOnly], Epochs: 1));
        Assert.Equal(again.Predictions, third.Predictions);
    }

    [Fact]
    public void A_run_that_was_ended_goes_on_where_it_was_and_says_the_same()
    {
        var options = new ImageAdaptationOptions(Methods: [Methods.Dann], Epochs: 2, Checkpoints: shared.Folder.At("checkpoints"), DataFolder: shared.Folder.At("data"));
        using var whole = Adapted.Fit(shared.Folder, options.With(checkpoints: ""));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Resume(options, p => (p.Run, p.LastEpoch?.Epoch) is (Methods.Dann, 1), stop, out _));

        var changed = Assert.Throws<InvalidDataException>(() => Resume(options.With(seed: 2, resume: true), _ => false, stop: null, out _)).Message;
        Assert.Contains("was made with other settings: Seed 1, here 2", changed, StringComparison.Ordinal);
        using var resumed = Resume(options.With(resume: true), _ => false, stop: null, out var trained);
        Assert.Equal([Methods.Dann], trained);
        Assert.Equal(whole.Predictions, resumed!.Predictions);

        AdaptedImages? Resume(ImageAdaptationOptions how, Func<TrainingProgress, bool> ends, CancellationTokenSource? stop, out HashSet<string> trained)
        {
            var steps = trained = new(StringComparer.Ordinal);
            return ImageAdaptation.Fit([shared.Folder.At("source")], shared.Folder.At("target"), how, new Told(p =>
            {
                if (p.Step > 0 && !p.Run.StartsWith("reading", StringComparison.Ordinal))
                {
                    steps.Add(p.Run);
                }

                if (ends(p))
                {
                    stop!.Cancel();
                }
            }), stop?.Token ?? default);
        }
    }

    [Fact]
    public void The_record_says_what_was_asked_found_and_measured()
    {
        using var record = JsonDocument.Parse(shared.Result.ToJson());
        var root = record.RootElement;
        Assert.Equal("small", root.GetProperty("network").GetString());
        Assert.Equal(["source", "target", "test"], root.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("role").GetString()));
        Assert.Equal(shared.Result.Tried.Select(t => t.TestAccuracy), root.GetProperty("tried").EnumerateArray().Select(t => (double?)t.GetProperty("testAccuracy").GetDouble()));
        Assert.Equal(6, root.GetProperty("tried")[1].GetProperty("epochs").GetArrayLength());
        Assert.Equal(shared.Result.Chosen.Method, root.GetProperty("chosen").GetString());
        Assert.Equal(shared.Result.DataFindings[0].About, root.GetProperty("dataFindings")[0].GetProperty("about").GetString());
    }

    [Fact]
    public void Images_are_changed_in_training_where_the_network_sees_pixels()
    {
        var options = new ImageAdaptationOptions(Methods: [Methods.SourceOnly], Epochs: 1, Augmentation: new(Shift: 2));
        using var plain = Adapted.Fit(shared.Folder, options.With(augmentation: new Augmentation()));
        using var shifted = Adapted.Fit(shared.Folder, options);
        Assert.NotEqual(plain.Chosen.Epochs[0].LabelLoss, shifted.Chosen.Epochs[0].LabelLoss);
        Assert.Contains("sees each image once", Assert.Throws<ArgumentException>(() => Adapted.Fit(shared.Folder, options.With(network: "resnet18"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_of_which_one_class_can_be_read_and_images_of_which_none_can_are_refused()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("source", "a", "1.png"), 32, 32, (_, _) => SKColors.Red);
        folder.Write("source/b/1.jpg", "no image");
        Assert.StartsWith("Of b no image can be read", Assert.Throws<InvalidDataException>(() => ImageAdaptation.Fit([folder.At("source")], folder.At("source", "a"), new(DataFolder: folder.At("data")))).Message, StringComparison.Ordinal);
        Assert.StartsWith("None of the 1 images", Assert.Throws<InvalidDataException>(() => shared.Result.Model.Predict(folder.At("source", "b"), skipUnreadable: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_images_are_said_to_be_few()
    {
        using var folder = new TemporaryFolder();
        TestImages.WritePng(folder.At("source", "a", "1.png"), 32, 32, (_, _) => SKColors.Red);
        TestImages.WritePng(folder.At("source", "b", "1.png"), 32, 32, (_, _) => SKColors.Blue);
        using var adapted = ImageAdaptation.Fit([folder.At("source")], folder.At("source", "a"), new(DataFolder: folder.At("data"), Methods: [Methods.SourceOnly], Epochs: 1));
        Assert.Contains(adapted.DataFindings, f => f.About == "nothing held aside" && f.IsWarning);
        Assert.Contains(adapted.TrainingFindings, f => f.About == "a small target");
        Assert.DoesNotContain(adapted.TrainingFindings, f => f.About is "label shift" or "classes that the target may lack");
    }

    [Theory]
    [InlineData("resnet", "information-maximisation", "dann", "no network 'resnet'")]
    [InlineData("small", "target-accuracy", "dann", "no score 'target-accuracy'")]
    [InlineData("small", "bnm", "train-on-target", "'train-on-target' is no method that adapts without labels")]
    public void What_is_no_choice_is_refused_before_anything_is_read(string network, string score, string method, string says) =>
        Assert.Contains(says, Assert.Throws<UnknownChoiceException>(() => ImageAdaptation.Fit(["nowhere"], "nowhere", new(Network: network, ChooseBy: score, Methods: [method]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Sources_with_different_classes_are_one_source_by_their_names()
    {
        using var folder = new TemporaryFolder();
        foreach (var (place, name, colour) in new[] { ("one", "red", SKColors.Red), ("one", "blue", SKColors.Blue), ("two", "blue", SKColors.Blue), ("two", "white", SKColors.White), ("target", "x", SKColors.Blue) })
        {
            for (var i = 0; i < 6; i++)
            {
                var shade = (byte)(i * 9);
                TestImages.WritePng(folder.At(place, name, $"{i}.png"), 32, 32, (x, y) => new((byte)(colour.Red - (colour.Red > 0 ? shade : 0)), colour.Green, (byte)(colour.Blue - (x == y && colour.Blue > 0 ? shade : 0))));
            }
        }

        using var adapted = ImageAdaptation.Fit([folder.At("one"), folder.At("two")], folder.At("target"), new(DataFolder: folder.At("data"), Methods: [Methods.SourceOnly], Epochs: 4));
        Assert.Equal(["blue", "red", "white"], adapted.Model.ClassNames);
        Assert.Contains(adapted.DataFindings, f => f.About == "classes that are not in one" && f.Examples!.Single() == "white");
        Assert.Contains(adapted.DataFindings, f => f.About == "classes that are not in two" && f.Examples!.Single() == "red");
        Assert.All(adapted.Predictions, p => Assert.Equal("blue", p.Class));
    }

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }

    /// <summary>One adaptation for all tests: drawn digits as PNG files, on black and over textures.</summary>
    public sealed class Adapted : IDisposable
    {
        public Adapted()
        {
            ImageFolder.Write(DrawnDigits.Source(1500, 1), Folder.At("source"));
            ImageFolder.Write(DrawnDigits.Target(400, 2), Folder.At("target"));
            Result = Fit(Folder, new ImageAdaptationOptions(Methods: [Methods.Dann], Test: Folder.At("target"), Epochs: 6));
        }

        internal TemporaryFolder Folder { get; } = new();

        public AdaptedImages Result { get; }

        internal static AdaptedImages Fit(TemporaryFolder folder, ImageAdaptationOptions options) => ImageAdaptation.Fit([folder.At("source")], folder.At("target"), options.With(dataFolder: folder.At("data")));

        public void Dispose()
        {
            Result.Dispose();
            Folder.Dispose();
        }
    }
}
