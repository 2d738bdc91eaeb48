using System.Globalization;

namespace DomainAdaptation;

/// <summary>A method that was trained on one's own images, and what is known of it without a label of the target.</summary>
/// <param name="Method">Its id.</param>
/// <param name="Epochs">The metrics of each epoch.</param>
/// <param name="SourceAccuracy">Accuracy on the part of the source that was held aside.</param>
/// <param name="EstimatedAccuracy">The accuracy that the target may have, estimated without labels from how sure the network is (ATC, Garg et al. 2022). It is a guess.</param>
/// <param name="TestAccuracy">Accuracy on the labelled test set; null where there is none.</param>
/// <param name="Temperature">What its logits are divided by.</param>
/// <param name="ProxyADistance">How well a linear classifier tells source and target apart by its features: 0 not at all, 2 always; null where there are too few samples.</param>
public sealed record TriedMethod(
    string Method, IReadOnlyList<EpochMetrics> Epochs, double SourceAccuracy, double EstimatedAccuracy, double? TestAccuracy, double Temperature, double? ProxyADistance)
{
    /// <summary>The scores at the last epoch, by name; higher is better.</summary>
    public IReadOnlyDictionary<string, double> Scores => Epochs[^1].Scores ?? new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>A copy with some values changed.</summary>
    public TriedMethod With(
        string? method = null,
        IReadOnlyList<EpochMetrics>? epochs = null,
        double? sourceAccuracy = null,
        double? estimatedAccuracy = null,
        double? testAccuracy = null,
        double? temperature = null,
        double? proxyADistance = null) =>
        new(method ?? Method, epochs ?? Epochs, sourceAccuracy ?? SourceAccuracy, estimatedAccuracy ?? EstimatedAccuracy, testAccuracy ?? TestAccuracy, temperature ?? Temperature, proxyADistance ?? ProxyADistance);

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Method}: {SourceAccuracy:P1} of the source held aside, {EstimatedAccuracy:P0} of the target by estimate{(TestAccuracy is { } test ? $", {test:P1} of the test set" : "")}");
}
