using System.Globalization;

namespace DomainAdaptation;

/// <summary>What a model says of one image.</summary>
/// <param name="File">The image: its full path.</param>
/// <param name="Class">The class that is most likely.</param>
/// <param name="Probability">How likely, as far as the model knows: calibrated on the source, and too sure where the target is unlike it.</param>
/// <param name="RunnerUp">The class that comes next.</param>
/// <param name="RunnerUpProbability">How likely that is.</param>
public sealed record ImagePrediction(string File, string Class, double Probability, string RunnerUp, double RunnerUpProbability)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}: {Class} ({Probability:P1}; or {RunnerUp}, {RunnerUpProbability:P1})");
}
