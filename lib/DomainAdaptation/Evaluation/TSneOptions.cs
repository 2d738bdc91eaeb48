namespace DomainAdaptation;

/// <summary>How <see cref="TSne"/> works. The defaults are those of van der Maaten (2014), with the learning rate of Belkina et al. (2019).</summary>
/// <param name="Perplexity">About how many neighbours a sample has; samples must be more than three times as many.</param>
/// <param name="Iterations">Steps of gradient descent.</param>
/// <param name="Exaggeration">What the attraction is multiplied by at first, so that clusters form.</param>
/// <param name="ExaggerationIterations">For how many steps; as long the momentum is 0.5, and 0.8 then.</param>
/// <param name="LearningRate">The step size; 0 means N / (4 · exaggeration), but at least 50.</param>
/// <param name="InitialDimensions">Principal components to which features are reduced first.</param>
/// <param name="Seed">Seed of the noise on the start.</param>
public sealed record TSneOptions(
    double Perplexity = 30,
    int Iterations = 1000,
    double Exaggeration = 12,
    int ExaggerationIterations = 250,
    double LearningRate = 0,
    int InitialDimensions = 50,
    int Seed = 1)
{
    /// <summary>A copy with some values changed.</summary>
    public TSneOptions With(
        double? perplexity = null,
        int? iterations = null,
        double? exaggeration = null,
        int? exaggerationIterations = null,
        double? learningRate = null,
        int? initialDimensions = null,
        int? seed = null) =>
        new(
            perplexity ?? Perplexity,
            iterations ?? Iterations,
            exaggeration ?? Exaggeration,
            exaggerationIterations ?? ExaggerationIterations,
            learningRate ?? LearningRate,
            initialDimensions ?? InitialDimensions,
            seed ?? Seed);

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(double.IsFinite(Perplexity) && Perplexity > 1, nameof(Perplexity), Perplexity, "more than 1");
        Require(Iterations >= 1, nameof(Iterations), Iterations, "at least 1");
        Require(double.IsFinite(Exaggeration) && Exaggeration >= 1, nameof(Exaggeration), Exaggeration, "at least 1");
        Require(ExaggerationIterations >= 0, nameof(ExaggerationIterations), ExaggerationIterations, "0 or more");
        Require(double.IsFinite(LearningRate) && LearningRate >= 0, nameof(LearningRate), LearningRate, "0 or more");
        Require(InitialDimensions >= 2, nameof(InitialDimensions), InitialDimensions, "at least 2");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
