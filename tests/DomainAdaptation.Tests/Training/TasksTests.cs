using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

/// <summary>The one loop on tasks other than classification: what adapts them, what refuses, and that they learn.</summary>
public sealed class TasksTests
{
    private static readonly DannOptions Options = new(Epochs: 8, BatchSize: 16, LearningRate: 0.02, Seed: 3, AverageDecay: 0);

    public static TheoryData<string> AdaptingPixels { get; } = new(Suitable(OutputsRead.None, OutputsRead.Classes));

    public static TheoryData<string> AdaptingPoints { get; } = new(Suitable(OutputsRead.None));

    public static TheoryData<string> ForSamplesAlone { get; } = new(Suitable(OutputsRead.ClassOfSample));

    [Theory]
    [MemberData(nameof(AdaptingPixels))]
    public void These_methods_train_a_segmentation(string id)
    {
        using var network = Architectures.Segmenter(1, classCount: 2);
        using var method = DomainAdaptation.Methods.Create(id);
        var epochs = Trainer.Fit(new DomainPair(Scenes(48, 1, dark: false), Scenes(48, 2, dark: true).WithoutLabels()), network, method, Options);
        Assert.True(epochs[^1].LabelLoss < 0.5 * epochs[0].LabelLoss, $"{id}: label loss {epochs[0].LabelLoss} and then {epochs[^1].LabelLoss}");
        var result = Measurement.Of(network, Scenes(16, 3, dark: false), Domain.Source);
        Assert.True(result.Value > 0.8, $"{id}: mean IoU {result.Value} on the source");
        Assert.Equal(16 * 16 * 16, result.Confusion.Sum(row => row.Sum()));
    }

    [Theory]
    [MemberData(nameof(AdaptingPoints))]
    public void These_methods_train_points(string id)
    {
        using var network = Points();
        using var method = DomainAdaptation.Methods.Create(id);
        Trainer.Fit(new DomainPair(Places(96, 1, 0), Places(96, 2, 1).WithoutLabels()), network, method, Options);
        Assert.InRange(Measurement.Of(network, Places(32, 3, 0), Domain.Source).Measures[Measure.NormalisedError], 0, 0.3);
    }

    [Theory]
    [MemberData(nameof(ForSamplesAlone))]
    public void These_need_classes_of_whole_samples_and_say_so_before_the_first_step(string id)
    {
        using var method = DomainAdaptation.Methods.Create(id);
        using var network = Points();
        using var segmenter = Architectures.Segmenter(1, classCount: 2);
        foreach (var train in new Action[]
        {
            () => Trainer.Fit(new DomainPair(Places(32, 1, 0), Places(32, 2, 1).WithoutLabels()), network, method, Options),
            () => Trainer.Fit(new DomainPair(Scenes(16, 1, dark: false), Scenes(16, 2, dark: true).WithoutLabels()), segmenter, method, Options),
        })
        {
            var message = Assert.Throws<ArgumentException>(train).Message;
            Assert.Contains("needs classes of whole samples, and the task is ", message, StringComparison.Ordinal);
            Assert.Contains("use adabn, coral, ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Entropy_needs_some_classes()
    {
        using var method = new EntropyMinimisation();
        using var network = Points();
        Assert.Contains(
            "needs classes, and the task is 2 points", Assert.Throws<ArgumentException>(() => Trainer.Fit(new DomainPair(Places(32, 1, 0), Places(32, 2, 1).WithoutLabels()), network, method, Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_domain_classifier_may_give_a_map_of_logits_and_each_place_counts_alike()
    {
        using var scope = NewDisposeScope();
        var data = new DomainPair(Scenes(16, 1, dark: false), Scenes(16, 2, dark: true).WithoutLabels());
        using var network = Architectures.Segmenter(1, classCount: 2);
        network.Domain = Domain.Source;
        using var batches = new Batches(data, 4, 1, Normalisation.None);
        var step = new StepContext(network, batches.At(0), 0, 0, data.Task);
        var map = tensor([1f, -1, 2, 0.5f, 0, 3, -2, 1], [4, 1, 1, 2]); // two places, two samples of the source, two of the target
        static double Loss(double logit, bool target) => Math.Log(1 + Math.Exp(target ? -logit : logit));
        var expected = (Loss(1, false) + Loss(-1, false) + Loss(2, false) + Loss(0.5, false) + Loss(0, true) + Loss(3, true) + Loss(-2, true) + Loss(1, true)) / 8;
        Assert.Equal(expected, step.DomainLoss(map).item<float>(), 5);
        Assert.Equal(3 / 8.0, step.DomainAccuracy(map).item<float>(), 6); // −1 of the source; 3 and 1 of the target
        Assert.Equal(4, Predictions.Domains(Normalised(network), data.Target.Take(4), Domain.Target).Length);
    }

    [Fact]
    public void With_several_sources_each_place_of_a_map_has_a_logit_for_each_domain()
    {
        var data = new AdaptationData([Scenes(24, 1, dark: false), Scenes(24, 4, dark: true)], [Scenes(24, 2, dark: true).WithoutLabels()]);
        using var network = Architectures.Segmenter(1, classCount: 2, domains: 3);
        var epochs = Trainer.Fit(data, network, new Dann(), Options.With(epochs: 4, gamma: 0));
        Assert.InRange(epochs[0].DomainLoss!.Value, 0.2, 1.3); // of three domains: a guesser's is ln 3
        Assert.True(epochs[^1].DomainLoss < epochs[0].DomainLoss, epochs[^1].ToString());
        Assert.True(Measurement.Of(network, Scenes(16, 3, dark: true), Domain.SourceAt(1)).Value > 0.6);

        using var two = Architectures.Segmenter(1, classCount: 2, domains: 2);
        Assert.Contains("or one for each domain", Assert.Throws<ArgumentException>(() => Trainer.Fit(data, two, new Dann(), Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_features_learn_the_classes_of_the_pixels_that_they_stand_for()
    {
        // A mean over 4 × 4 pixels in place of a pretrained network.
        LabelledDomain Maps(int count, int seed, bool dark)
        {
            using var pool = nn.Sequential(("conv", nn.Conv2d(3, 3, 1)), ("pool", nn.AvgPool2d(4)));
            using (no_grad())
            {
                nn.init.dirac_(pool.parameters().First());
            }

            return FrozenFeatures.Of(Scenes(count, seed, dark), pool, Normalisation.None, "means");
        }

        using var odd = nn.Sequential(("conv", nn.Conv2d(3, 3, 1)), ("pool", nn.AvgPool2d(5, ceil_mode: true)));
        Assert.Contains(
            "a class for each of 16 × 16 pixels, and the network gives 3 × 4 × 3", Assert.Throws<ArgumentException>(() => FrozenFeatures.Of(Scenes(2, 1, dark: false), new Cut(odd), Normalisation.None, "odd")).Message, StringComparison.Ordinal);
        var source = Maps(48, 1, dark: false);
        Assert.Equal(new Segmentation(2, stride: 4), source.Task);
        using var network = Architectures.MapSegmenter(1, classCount: 2, channels: 3, stride: 4);
        var epochs = Trainer.Fit(new DomainPair(source, Maps(48, 2, dark: true).WithoutLabels()), network, new Dann(), Options);
        Assert.True(epochs[^1].LabelLoss < 0.7 * epochs[0].LabelLoss, epochs[^1].ToString());
        Assert.Equal(16 * 16 * 16, Measurement.Of(network, Maps(16, 3, dark: false), Domain.Source).Confusion.Sum(row => row.Sum()));
    }

    [Fact]
    public void Heatmaps_find_points_in_maps_of_features()
    {
        // A bright dot and a dark one.
        static LabelledDomain Dots(int count, int seed)
        {
            using var scope = NewDisposeScope();
            using var random = RandomScope.Begin(seed);
            var maps = randn(count, 1, 10, 10) * 0.1f;
            var places = randint(0, 100, [count, 2], dtype: ScalarType.Int64);
            places[TensorIndex.Colon, 1] = (places[TensorIndex.Colon, 0] + 1 + places[TensorIndex.Colon, 1].remainder(99)).remainder(100); // never the same
            maps.view(count, 100).scatter_add_(1, places, tensor([4f, -4f]).expand(count, 2));
            var labels = (stack([places.remainder(10), places.div(10, RoundingMode.floor)], 2) + 0.5) / 10;
            return LabelledDomain.WithTask("dots", maps, labels.to(ScalarType.Float32), new Keypoints(points: 2, first: 0, second: 1));
        }

        using var network = Architectures.Heatmaps(1, points: 2, channels: 1);
        Trainer.Fit(new DomainPair(Dots(256, 1), Dots(256, 2).WithoutLabels()), network, new Dann(), Options.With(epochs: 20, learningRate: 0.05));
        Assert.InRange(Measurement.Of(network, Dots(64, 3), Domain.Target).Measures[Measure.NormalisedError], 0, 0.3);
    }

    [Fact]
    public void Supervised_training_and_checkpoints_work_as_for_classes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("checkpoint.safetensors");
        string Train(TrainingHooks hooks, CancellationToken cancellation = default)
        {
            using var network = Points();
            TrainOnTarget.Fit(Places(96, 1, 1), network, Options, hooks, cancellation);
            Assert.InRange(Measurement.Of(network, Places(32, 3, 1), Domain.Target).Measures[Measure.NormalisedError], 0, 0.3);
            return Weights.Sha256(network);
        }

        var whole = Train(TrainingHooks.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(new TrainingHooks(OnStep: (step, _) => { if (step == 30) { stop.Cancel(); } }, CheckpointPath: path), stop.Token));
        Assert.Equal(whole, Train(new TrainingHooks(CheckpointPath: path, Resume: true)));
    }

    [Fact]
    public void What_would_part_labels_from_images_is_refused()
    {
        using var network = Architectures.Segmenter(1, classCount: 2);
        using var method = new Dann();
        var data = new DomainPair(Scenes(16, 1, dark: false), Scenes(16, 2, dark: true).WithoutLabels());
        Assert.Contains("leaves their labels where they are", Assert.Throws<ArgumentException>(() => Trainer.Fit(data, network, method, Options.With(augmentation: new Augmentation(Shift: 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("only whole samples of classes", Assert.Throws<ArgumentException>(() => Trainer.Fit(data, network, method, Options.With(evenClasses: true))).Message, StringComparison.Ordinal);
        Assert.Contains("The label predictor gives [8, 2, 16, 16] for 8 samples; it must give [8, 3, 16, 16]",
            Assert.Throws<ArgumentException>(() => Trainer.Fit(new DomainPair(LabelledDomain.WithTask("three", data.Source.Samples.clone(), data.Source.Labels.clone(), new Segmentation(3)), data.Target), network, method, Options)).Message, StringComparison.Ordinal);
        Assert.Contains("they must be the same", Assert.Throws<ArgumentException>(() => new AdaptationData([data.Source, LabelledDomain.WithTask("other", data.Source.Samples.clone(), data.Source.Labels.clone(), new Segmentation(2, 200))], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heatmap_with_one_peak_gives_the_middle_of_its_place_also_in_mixed_precision()
    {
        using var scope = NewDisposeScope();
        var maps = zeros(1, 1, 5, 7);
        maps[0, 0, 1, 4] = 100;
        using var place = new SoftArgmax();
        Near(place.call(maps));
        Assert.SkipUnless(Autocast.IsAvailable, "this libtorch has no automatic mixed precision");
        using var mixed = Autocast.Begin(Precision.BFloat16, TorchSharp.DeviceType.CPU);
        Near(place.call(maps.to(ScalarType.BFloat16)));

        // Neither number is one of 16 bits.
        static void Near(Tensor found) => Assert.Equal([4.5f / 7, 1.5f / 5], found.data<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    private static IEnumerable<string> Suitable(params OutputsRead[] reads) =>
        DomainAdaptation.Methods.Unsupervised.Where(m => DomainAdaptation.Methods.Info(m) is { Adapts: true, Labels: LabelsSeen.Source } info && reads.Contains(info.Reads) && m != DomainAdaptation.Methods.SubspaceAlignment);

    private static DomainAdversarialNetwork Normalised(DomainAdversarialNetwork network)
    {
        network.Normalisation = Normalisation.None;
        network.eval();
        return network;
    }

    // A bright square on a darker ground; the target is darker.
    // Leaves out the last column.
    private sealed class Cut : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner;

        public Cut(nn.Module<Tensor, Tensor> inner)
            : base(nameof(Cut))
        {
            this.inner = inner;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.call(input)[TensorIndex.Ellipsis, TensorIndex.Slice(stop: -1)].contiguous();
    }

    private static LabelledDomain Scenes(int count, int seed, bool dark)
    {
        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(seed);
        var pixels = randint(40, 80, [count, 16, 16, 3], dtype: ScalarType.Int64);
        var labels = zeros(count, 16, 16, dtype: ScalarType.Byte);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (i * 5 % 9, i * 3 % 9);
            pixels[i].narrow(0, y, 7).narrow(1, x, 7).add_(140);
            labels[i].narrow(0, y, 7).narrow(1, x, 7).fill_(1);
        }

        return LabelledDomain.WithTask(dark ? "dusk" : "day", (dark ? pixels / 2 : pixels).to(ScalarType.Byte), labels, new Segmentation(2));
    }

    // Two points that are linear in what is seen.
    private static LabelledDomain Places(int count, int seed, float shift)
    {
        using var scope = NewDisposeScope();
        using var random = RandomScope.Begin(seed);
        var x = randn(count, 4);
        var labels = (x.reshape(count, 2, 2) * 0.1f) + tensor([0f, 0, 1, 0], [1, 2, 2]);
        return LabelledDomain.WithTask("places", x + shift, labels, new Keypoints(points: 2, first: 0, second: 1));
    }

    private static DomainAdversarialNetwork Points()
    {
        using var random = RandomScope.Begin(1);
        return new(
            nn.Sequential(nn.Linear(4, 32), new DomainBatchNorm(32), nn.ReLU()), nn.Sequential(nn.Linear(32, 4), nn.Unflatten(1, [2, 2])), nn.Sequential(nn.Linear(32, 8), nn.ReLU(), nn.Linear(8, 1)));
    }
}
