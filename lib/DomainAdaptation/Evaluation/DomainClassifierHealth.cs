using System.Globalization;

namespace DomainAdaptation;

/// <summary>
/// Is the domain classifier healthy? Its accuracy alone does not say: at 50 % either the features have become alike or the classifier
/// has learned nothing, and only a fresh classifier, the proxy A-distance, tells which.
/// </summary>
/// <remarks>
/// Looked at are the means of the last fifth of the epochs, at least one, at most five. The thresholds are rules of thumb, not the paper's:
/// a domain accuracy up to <see cref="NearChance"/> is a guess, one from <see cref="Ahead"/> well ahead, one from <see cref="NearCertain"/> a certainty; a proxy A-distance up to
/// <see cref="Alike"/> (a linear SVM errs in 35 % or more) means like features, one from <see cref="Apart"/> (25 % or fewer) different ones;
/// a label loss has collapsed when it has risen by <see cref="LabelRise"/> nats from its best; labels are not learned while it is 90 % of a
/// guesser's, ln of the number of classes.
/// No advice asks for the target's labels, which nobody has who needs adaptation.
/// </remarks>
/// <param name="State">What it is.</param>
/// <param name="DomainAccuracy">Share of training samples whose domain is told right, late in training; null without a classifier.</param>
/// <param name="DomainLoss">The classifier's cross-entropy in nats; a guesser's is ln 2 = 0.69.</param>
/// <param name="LabelLoss">The label predictor's cross-entropy in nats.</param>
/// <param name="ProxyBefore">Proxy A-distance of source-only features, if it was given.</param>
/// <param name="ProxyAfter">Proxy A-distance of the adapted features, if it was given.</param>
/// <param name="Advice">What the run suggests to do, in one sentence.</param>
public sealed record DomainClassifierHealth(
    DomainClassifierState State,
    double? DomainAccuracy,
    double? DomainLoss,
    double LabelLoss,
    double? ProxyBefore,
    double? ProxyAfter,
    string Advice)
{
    /// <summary>Up to this domain accuracy, and down to one minus it, the classifier guesses: 0.6.</summary>
    public const double NearChance = 0.6;

    /// <summary>From this domain accuracy on the classifier is certain: 0.95.</summary>
    public const double NearCertain = 0.95;

    /// <summary>From this domain accuracy on the classifier is clearly ahead of the features: 0.7.</summary>
    public const double Ahead = 0.7;

    /// <summary>Up to this proxy A-distance features are alike: 0.6.</summary>
    public const double Alike = 0.6;

    /// <summary>From this proxy A-distance on features are apart: 1.</summary>
    public const double Apart = 1;

    /// <summary>A rise of the label loss from its best epoch that counts as a collapse, in nats: 0.5.</summary>
    public const double LabelRise = 0.5;

    // A guesser's loss is 0.69; beyond 1.2 the classifier is wrong and sure of it.
    private const double SurelyWrongLoss = 1.2;

    /// <summary>Looks at a run.</summary>
    /// <param name="epochs">The metrics that training returned.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="proxyBefore"><see cref="ProxyADistance"/> of the domains' features in a source-only network.</param>
    /// <param name="proxyAfter">The same in the adapted network, with as many samples.</param>
    /// <exception cref="ArgumentException">There are no epochs.</exception>
    public static DomainClassifierHealth Of(IReadOnlyList<EpochMetrics> epochs, int classCount, double? proxyBefore = null, double? proxyAfter = null)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (epochs.Count == 0)
        {
            throw new ArgumentException("There are no epochs to look at.", nameof(epochs));
        }

        var late = epochs.TakeLast(Math.Clamp(epochs.Count / 5, 1, 5)).ToList();
        var labelLoss = late.Average(e => e.LabelLoss);
        var loss = late.Average(e => e.DomainLoss);
        var accuracy = late.Average(e => e.DomainAccuracy);
        var state =
            accuracy is null ? DomainClassifierState.NoClassifier
            : !double.IsFinite(labelLoss) || labelLoss - epochs.Min(e => e.LabelLoss) >= LabelRise ? DomainClassifierState.LabelsCollapsed
            : labelLoss >= 0.9 * Math.Log(classCount) ? DomainClassifierState.LabelsNotLearned
            : epochs.Max(e => e.Lambda ?? 0) < 0.01 ? DomainClassifierState.NotReversed
            : accuracy >= NearCertain ? DomainClassifierState.FeaturesDoNotFollow
            : accuracy < 1 - NearChance || loss > SurelyWrongLoss ? DomainClassifierState.Oscillating
            : accuracy <= NearChance ? Guessing(proxyBefore, proxyAfter, hasLearned: epochs.Max(e => e.DomainAccuracy ?? 0) >= Ahead)
            // Neither sure nor guessing: well ahead, what counts is whether the features have moved.
            : accuracy >= Ahead && proxyBefore - proxyAfter < 0.1 && proxyAfter >= Apart ? DomainClassifierState.FeaturesDoNotFollow
            : DomainClassifierState.Contested;
        return new(state, accuracy, loss, labelLoss, proxyBefore, proxyAfter, AdviceOn(state, proxyAfter));
    }

    /// <summary>Looks at a recorded run; one of the scale <see cref="Scale.Smoke"/> is <see cref="DomainClassifierState.TooShort"/>.</summary>
    /// <param name="run">The record.</param>
    /// <param name="proxyBefore">As for <see cref="Of"/>.</param>
    /// <param name="proxyAfter">As for <see cref="Of"/>.</param>
    public static DomainClassifierHealth OfRun(RunRecord run, double? proxyBefore = null, double? proxyAfter = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var health = Of(run.Epochs, run.Confusion.Count, proxyBefore, proxyAfter);
        return run.Scale != RunRecord.NameOf(Scale.Smoke) || health.State == DomainClassifierState.NoClassifier
            ? health
            : health with { State = DomainClassifierState.TooShort, Advice = AdviceOn(DomainClassifierState.TooShort) };
    }

    /// <summary>
    /// One line: what it is, the figures, what to do. A proxy A-distance of 0 means that the domains cannot be told apart, one of 2 that
    /// they always can.
    /// </summary>
    public override string ToString()
    {
        if (State == DomainClassifierState.TooShort)
        {
            return Advice;
        }

        var figures = new List<string>();
        Add(DomainAccuracy * 100, "domain accuracy {0:0.0} %");
        Add(DomainLoss, "domain loss {0:0.00}");
        Add(LabelLoss, "label loss {0:0.00}");
        Add(ProxyBefore, "proxy A-distance before {0:0.00}");
        Add(ProxyAfter, ProxyBefore is null ? "proxy A-distance after {0:0.00}" : "after {0:0.00}");
        if (ProxyBefore is not null || ProxyAfter is not null)
        {
            figures[^1] += " of 2";
        }

        return $"{State} ({string.Join(", ", figures)}): {Advice}";

        void Add(double? value, string format)
        {
            if (value is { } v)
            {
                figures.Add(string.Format(CultureInfo.InvariantCulture, format, v));
            }
        }
    }

    private static DomainClassifierState Guessing(double? before, double? after, bool hasLearned) => after switch
    {
        null => DomainClassifierState.Undecided,
        <= Alike => DomainClassifierState.Confused,
        // Still apart, but halved: the features are on their way, and the classifier is not idle.
        _ when before is { } b && after <= b / 2 => DomainClassifierState.Confused,
        // In many dimensions a linear SVM tells apart what the classifier, which was ahead once, no longer can.
        >= Apart when !hasLearned => DomainClassifierState.LearnedNothing,
        _ => DomainClassifierState.Contested,
    };

    internal static string AdviceOn(DomainClassifierState state, double? proxyAfter = null) => state switch
    {
        DomainClassifierState.Confused => "The features of the domains have become alike: keep the settings, and judge the run by its accuracy on held-out samples of the source.",
        DomainClassifierState.Contested when proxyAfter >= Apart =>
            "Classifier and features keep each other busy, as they should, though a linear SVM that is fitted afterwards still tells the domains apart, "
            + "which is common with many features and no fault by itself: train longer while the label loss falls; ModelSelection compares settings without target labels.",
        DomainClassifierState.Contested =>
            "Classifier and features keep each other busy, as they should: train longer while the label loss falls; ModelSelection compares settings without target labels.",
        DomainClassifierState.Undecided => "The classifier guesses: measure the proxy A-distance of the features before and after (ProxyADistance), which tells like features from an idle classifier.",
        DomainClassifierState.LearnedNothing => "The classifier guesses though the features are easily told apart: give it more units, a higher learning rate, or inputs of unit variance.",
        DomainClassifierState.FeaturesDoNotFollow => "The classifier stays ahead of the features: check that λ grows and that inputs have unit variance, then raise the domain weight or train longer.",
        DomainClassifierState.Oscillating => "Classifier and features chase each other: lower the learning rate or the domain weight, or average the weights (AverageDecay).",
        DomainClassifierState.LabelsNotLearned => "The label loss is no better than a guesser's, so nothing can be said of the domains yet: train longer; where it is far above a guesser's, with a lower learning rate or domain weight.",
        DomainClassifierState.TooShort => "smoke: too few steps for the numbers to mean anything.",
        DomainClassifierState.LabelsCollapsed => "The label loss has risen again from its best: let λ grow more slowly (a smaller gamma), or lower the domain weight or the learning rate.",
        DomainClassifierState.NotReversed => "λ stayed at 0, so the features were never asked to follow: set gamma to 10, as the paper does.",
        _ => "There was no domain classifier to look at: this is no adversarial run.",
    };
}
