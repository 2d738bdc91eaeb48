namespace DomainAdaptation;

/// <summary>How to train. The defaults are the paper's (Ganin &amp; Lempitsky 2014, §4; JMLR 2016, §5.2.2) where it states them.</summary>
/// <param name="Epochs">Epochs of <paramref name="StepsPerEpoch"/> steps. The paper states none; 20 passes over MNIST are 18,760 steps.</param>
/// <param name="BatchSize">Samples a step: half source, half target (64 + 64).</param>
/// <param name="LearningRate">μ0 = 0.01.</param>
/// <param name="Momentum">0.9.</param>
/// <param name="Alpha">α = 10 of the learning-rate schedule; 0 keeps the rate constant.</param>
/// <param name="Beta">β = 0.75 of the learning-rate schedule.</param>
/// <param name="Gamma">γ = 10 of the λ schedule, in all experiments of the paper.</param>
/// <param name="DomainWeight">The weight of the domain loss, which is the mean over the whole batch. The default, 1, weighs it like the label loss; 2 makes it the sum of the two domains' means, as JMLR eq. 9 can be read.</param>
/// <param name="WeightDecay">L2 penalty; the paper states none.</param>
/// <param name="AverageDecay">0, or the decay of an exponential moving average of the weights, with which the network ends
/// (Polyak averaging). Not in the paper: it calms the last steps of adversarial training.</param>
/// <param name="Scaling">How bytes become inputs; the paper says "mean subtraction" only.</param>
/// <param name="Seed">Seed of shuffling and dropout.</param>
/// <param name="StepsPerEpoch">0, or how many steps make an epoch. 0 is a pass: over the larger domain for adaptation, over its own for either bound.</param>
/// <param name="Adversary">How the features are made to confuse the domain classifier: by gradient reversal, or by v1's alternative pair of losses.</param>
/// <param name="LabelledTargetShare">Semi-supervised only: the share of the labelled half of a batch that comes from the target. The paper states none.</param>
/// <param name="Precision">What layers compute in; the weights are always 32-bit floats.</param>
/// <param name="Augmentation">Random changes of the training images; none when null.</param>
/// <param name="EvenClasses">Whether a batch's labelled samples are drawn so that all classes come equally often, whatever their sizes. Target samples never are: their classes are not known.</param>
public sealed record DannOptions(
    int Epochs = 20,
    int BatchSize = 128,
    double LearningRate = 0.01,
    double Momentum = 0.9,
    double Alpha = 10,
    double Beta = 0.75,
    double Gamma = 10,
    double DomainWeight = 1,
    double WeightDecay = 0,
    double AverageDecay = 0,
    InputScaling Scaling = InputScaling.UnitVariance,
    int Seed = 1,
    int StepsPerEpoch = 0,
    Adversary Adversary = Adversary.GradientReversal,
    double LabelledTargetShare = 0.5,
    Precision Precision = Precision.Float32,
    Augmentation? Augmentation = null,
    bool EvenClasses = false)
{
    /// <summary>A copy with some values changed: <c>options.With(epochs: 3)</c>, in F# <c>options.With(epochs = 3)</c>.</summary>
    public DannOptions With(
        int? epochs = null,
        int? batchSize = null,
        double? learningRate = null,
        double? momentum = null,
        double? alpha = null,
        double? beta = null,
        double? gamma = null,
        double? domainWeight = null,
        double? weightDecay = null,
        double? averageDecay = null,
        InputScaling? scaling = null,
        int? seed = null,
        int? stepsPerEpoch = null,
        Adversary? adversary = null,
        double? labelledTargetShare = null,
        Precision? precision = null,
        Augmentation? augmentation = null,
        bool? evenClasses = null) =>
        new(
            epochs ?? Epochs,
            batchSize ?? BatchSize,
            learningRate ?? LearningRate,
            momentum ?? Momentum,
            alpha ?? Alpha,
            beta ?? Beta,
            gamma ?? Gamma,
            domainWeight ?? DomainWeight,
            weightDecay ?? WeightDecay,
            averageDecay ?? AverageDecay,
            scaling ?? Scaling,
            seed ?? Seed,
            stepsPerEpoch ?? StepsPerEpoch,
            adversary ?? Adversary,
            labelledTargetShare ?? LabelledTargetShare,
            precision ?? Precision,
            augmentation ?? Augmentation,
            evenClasses ?? EvenClasses);

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(BatchSize >= 2 && BatchSize % 2 == 0, nameof(BatchSize), BatchSize, "even and at least 2, half source and half target");
        Require(double.IsFinite(LearningRate) && LearningRate > 0, nameof(LearningRate), LearningRate, "a positive number");
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "in [0, 1)");
        Require(double.IsFinite(Alpha) && Alpha >= 0, nameof(Alpha), Alpha, "0 or more");
        Require(double.IsFinite(Beta) && Beta >= 0, nameof(Beta), Beta, "0 or more");
        Require(double.IsFinite(Gamma) && Gamma >= 0, nameof(Gamma), Gamma, "0 or more");
        Require(double.IsFinite(DomainWeight) && DomainWeight > 0, nameof(DomainWeight), DomainWeight, "a positive number");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "0 or more");
        Require(AverageDecay is >= 0 and < 1, nameof(AverageDecay), AverageDecay, "in [0, 1)");
        Require(Enum.IsDefined(Scaling), nameof(Scaling), Scaling, "one of the named ways");
        Require(StepsPerEpoch >= 0, nameof(StepsPerEpoch), StepsPerEpoch, "0 or more");
        Require(Enum.IsDefined(Adversary), nameof(Adversary), Adversary, "one of the named ways");
        Require(LabelledTargetShare is > 0 and < 1, nameof(LabelledTargetShare), LabelledTargetShare, "between 0 and 1");
        Require(Enum.IsDefined(Precision), nameof(Precision), Precision, "one of the named ways");
        Require(Augmentation is null or { Shift: >= 0 }, nameof(Augmentation), Augmentation!, "a shift of 0 pixels or more");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
