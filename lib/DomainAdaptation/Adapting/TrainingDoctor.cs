using System.Globalization;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Looks at trainings without a label of the target, and says why they may not have worked.</summary>
internal static class TrainingDoctor
{
    internal const string LittleToEstimateFrom = "an estimate from little";

    private const double Rare = 0.1; // of a class's share in training
    private const int Few = 30; // images of the target: of fewer nothing is said
    private const int FewOfAClass = 5;
    private const int FewErrors = 5; // of the source: what is estimated for the target rests on them
    private const double Unlike = 0.05; // of the target is predicted otherwise: below it hardly matters which method is taken
    private const double Apart = 0.25; // between the estimates of two methods
    private const double TestAndEstimate = 0.15, TestAndBest = 0.05;
    private const double Shifted = 0.3; // total variation between the shares: with many classes, errors alone move a fifth

    private static readonly string[] Asked = ["information-maximisation", "bnm", "reverse-validation", "source-accuracy"];

    /// <summary>All that was found.</summary>
    /// <param name="chosen">The training whose model is kept.</param>
    /// <param name="all">All trainings, source-only first.</param>
    /// <param name="classNames">The classes.</param>
    /// <param name="shares">Their shares in the batches of the training.</param>
    /// <param name="test">What the chosen model says of the labelled test set; null where there is none.</param>
    public static IReadOnlyList<Finding> Examine(
        Attempt chosen, IReadOnlyList<Attempt> all, IReadOnlyList<string> classNames, IReadOnlyList<double> shares, ConfusionMatrix? test) =>
    [
        .. Test(chosen, all),
        .. test is null ? [] : Finding.Of(
            "swapped classes", Swapped(test.Counts, classNames), "the model and the test set call these the other way round. Are two folders called by each other's name, there or in the source?", isWarning: true),
        .. Finding.Of(
            "classes that adaptation exchanged", Swapped(Crossed(Predicted(all[0]), Predicted(chosen), classNames.Count), classNames),
            $"{chosen.Result.Method} calls these the other way round than source-only. It may have matched the wrong classes: look at pictures of both.", isWarning: true),
        .. Domains(all, classNames.Count),
        .. chosen.TargetProbabilities.size(0) >= Few ? Collapse(chosen, classNames, shares).Concat(LabelShift(chosen, classNames, shares))
            : [new Finding("a small target", $"it has {chosen.TargetProbabilities.size(0)} images, too few to say anything of them as a whole.", IsWarning: true)],
        .. Scores(chosen, all),
        .. Estimates(chosen, all),
        .. Source(chosen, classNames.Count),
    ];

    // Whoever has labels should hear first what they say.
    private static IEnumerable<Finding> Test(Attempt chosen, IReadOnlyList<Attempt> all)
    {
        if (chosen.Result.TestAccuracy is not { } test)
        {
            yield break;
        }

        if (Math.Abs(test - chosen.Result.EstimatedAccuracy) > TestAndEstimate)
        {
            yield return new("test and estimate", string.Create(CultureInfo.InvariantCulture, $"{test:P1} of the test set are right, and {chosen.Result.EstimatedAccuracy:P0} of the target by estimate: believe the test set."), IsWarning: true);
        }

        var best = all.MaxBy(a => a.Result.TestAccuracy)!.Result;
        if (best.TestAccuracy - test > TestAndBest)
        {
            yield return new("a better method", string.Create(CultureInfo.InvariantCulture, $"on the test set {best.Method} is right for {best.TestAccuracy:P1}, {chosen.Result.Method}, which the score chose, for {test:P1}. Asked for alone, {best.Method} is kept. What it gains is then chosen by the test set."), IsWarning: true);
        }
    }

    private static IEnumerable<Finding> Domains(IReadOnlyList<Attempt> all, int classes)
    {
        var before = all[0].Result.ProxyADistance;
        foreach (var attempt in all.Where(a => a.Result.Method == Methods.Dann))
        {
            var health = DomainClassifierHealth.Of(attempt.Result.Epochs, classes, before, attempt.Result.ProxyADistance);
            yield return new("source and target", $"{attempt.Result.Method}: {Plainly(health)}", IsWarning: health.State
                is not (DomainClassifierState.Confused or DomainClassifierState.Contested or DomainClassifierState.Undecided));
        }

        // What its own networks see, the library scales.
        foreach (var (attempt, finding) in all.SelectMany(a => a.Health.Where(f => f.IsWarning && f.About is not (NetworkDoctor.DomainClassifier or NetworkDoctor.UnscaledInputs)).Select(f => (a, f))))
        {
            yield return finding.With(about: $"{finding.About}, {attempt.Result.Method}");
        }
    }

    // For a reader who has images and no settings: what it means, and the figures for whoever knows them.
    private static string Plainly(DomainClassifierHealth health)
    {
        var meaning = health.State switch
        {
            DomainClassifierState.Confused => "its features hardly tell source from target any more, as they should",
            DomainClassifierState.Contested or DomainClassifierState.Undecided => "its features still tell source from target in part, which is common",
            DomainClassifierState.FeaturesDoNotFollow or DomainClassifierState.NotReversed => "source and target stay apart in its features, so it adapted little. Another method, or more epochs, may do better",
            DomainClassifierState.LearnedNothing => "its domain classifier learned nothing, so it adapted little. Trust it no more than source-only",
            DomainClassifierState.Oscillating => "its training did not settle, and another seed may give another result",
            DomainClassifierState.LabelsCollapsed or DomainClassifierState.LabelsNotLearned => "it did not keep the classes apart. Do not use it here",
            _ => health.Advice,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{meaning} (domain accuracy {health.DomainAccuracy:P0}, 50 % is a guess")
            + (health.ProxyAfter is { } after ? string.Create(CultureInfo.InvariantCulture, $"; proxy A-distance {health.ProxyBefore:0.00} → {after:0.00} of 2") : "") + ").";
    }

    /// <summary>Pairs of classes of which each is mostly called by the other's name.</summary>
    /// <param name="counts">By one opinion (rows) and the other (columns).</param>
    /// <param name="classNames">The classes.</param>
    internal static IReadOnlyList<string> Swapped(IReadOnlyList<IReadOnlyList<int>> counts, IReadOnlyList<string> classNames)
    {
        bool Mostly(int a, int b) => counts[a].Sum() >= FewOfAClass && 2 * counts[a][b] > counts[a].Sum();

        return
        [
            .. from a in Enumerable.Range(0, classNames.Count)
               from b in Enumerable.Range(a + 1, classNames.Count - a - 1)
               where Mostly(a, b) && Mostly(b, a)
               select $"{classNames[a]} and {classNames[b]}",
        ];
    }

    private static int[][] Crossed(int[] one, int[] other, int classes)
    {
        var counts = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        foreach (var (a, b) in one.Zip(other))
        {
            counts[a][b]++;
        }

        return counts;
    }

    private static IEnumerable<Finding> Collapse(Attempt chosen, IReadOnlyList<string> classNames, IReadOnlyList<double> shares)
    {
        var predicted = Predicted(chosen);
        var counts = classNames.Select((_, c) => predicted.Count(p => p == c) / (double)predicted.Length).ToList();
        var most = counts.IndexOf(counts.Max());
        if (counts[most] > Math.Max(0.5, 3 * shares[most]))
        {
            yield return new("collapse", string.Create(CultureInfo.InvariantCulture, $"{counts[most]:P0} of the target is predicted to be {classNames[most]}, which is {shares[most]:P0} of the training. Either the target is so, or the predictions have collapsed: compare with source-only, and look at the pictures."), IsWarning: true);
        }
    }

    private static IEnumerable<Finding> LabelShift(Attempt chosen, IReadOnlyList<string> classNames, IReadOnlyList<double> shares)
    {
        var estimated = Calibration.Shares(chosen.TargetProbabilities, shares);
        var predicted = Predicted(chosen);
        var gone = Enumerable.Range(0, classNames.Count).Where(c => shares[c] > 0 && estimated[c] < Rare * shares[c] && predicted.Count(p => p == c) < 0.5 * shares[c] * predicted.Length).ToList();
        foreach (var finding in Finding.Of(
            "classes that the target may lack", [.. gone.Select(c => classNames[c])],
            "hardly any image of the target is taken for one of these. Either they are not there: then train without these classes, for aligning the domains pulls others into them. Or the model does not know them in the target: look at its pictures.", isWarning: true))
        {
            yield return finding;
        }

        var distance = 0.5 * estimated.Zip(shares, (e, s) => Math.Abs(e - s)).Sum();
        if (distance >= Shifted)
        {
            var by = Enumerable.Range(0, classNames.Count).OrderByDescending(c => Math.Abs(estimated[c] - shares[c])).Take(3)
                .Select(c => string.Create(CultureInfo.InvariantCulture, $"{classNames[c]} {shares[c]:P0} → {estimated[c]:P0}"));
            yield return new("label shift", string.Create(CultureInfo.InvariantCulture, $"the classes seem to have other shares in the target than in training ({distance:P0} of the mass moved: {string.Join(", ", by)}). Methods that make the domains alike then mix classes: prefer source-only or MCC, or draw a source of the target's shares."), IsWarning: true);
        }
    }

    private static IEnumerable<Finding> Scores(Attempt chosen, IReadOnlyList<Attempt> all)
    {
        var choices = Asked.Select(score => (score, Best: all.Where(a => a.Result.Scores.ContainsKey(score)).MaxBy(a => a.Result.Scores[score])?.Result.Method))
            .Where(c => c.Best is not null).ToList();
        var apart = all.Max(a => Moved(all[0], a));
        if (apart > Unlike && choices.Select(c => c.Best).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            yield return new("scores disagree", $"{string.Join(", ", choices.GroupBy(c => c.Best, StringComparer.Ordinal).Select(g => $"{string.Join(" and ", g.Select(c => c.score))} would choose {g.Key}"))}.{(chosen.Result.TestAccuracy is null ? " A few hundred labelled images of the target, given as a test set, would settle it." : "")}");
        }

        if (all[0] != chosen)
        {
            yield return new("what adaptation changed", string.Create(CultureInfo.InvariantCulture, $"{chosen.Result.Method} and source-only differ on {Moved(all[0], chosen):P0} of the target."));
        }
    }

    private static double Moved(Attempt one, Attempt other) => Predicted(one).Zip(Predicted(other), (x, y) => x == y ? 0.0 : 1).Average();

    // Some methods make the predictions on the target sure, right or wrong: MCC, entropy.
    private static IEnumerable<Finding> Estimates(Attempt chosen, IReadOnlyList<Attempt> all)
    {
        var errors = (int)Math.Round((1 - chosen.Result.SourceAccuracy) * chosen.HeldOut);
        if (errors < FewErrors)
        {
            yield return new(LittleToEstimateFrom, string.Create(CultureInfo.InvariantCulture, $"of {chosen.HeldOut} images of the source that were held aside {errors} are wrong. How sure the model must be to be right is learned from these, so the estimate for the target may be far too high."));
        }

        var (least, most) = (all.MinBy(a => a.Result.EstimatedAccuracy)!.Result, all.MaxBy(a => a.Result.EstimatedAccuracy)!.Result);
        if (most.EstimatedAccuracy - least.EstimatedAccuracy > Apart)
        {
            yield return new("estimates disagree", string.Create(CultureInfo.InvariantCulture, $"by estimate {least.EstimatedAccuracy:P0} of the target are right for {least.Method} and {most.EstimatedAccuracy:P0} for {most.Method}. Where they are so far apart, believe neither: a method may make its predictions sure without making them right."), IsWarning: true);
        }
    }

    private static IEnumerable<Finding> Source(Attempt chosen, int classes)
    {
        if (chosen.Result.SourceAccuracy < Math.Max(0.5, 2.0 / classes))
        {
            yield return new("source not learned", string.Create(CultureInfo.InvariantCulture, $"only {chosen.Result.SourceAccuracy:P0} of the source's own images that were held aside are right: before any adaptation, the source needs more images, cleaner labels or a longer training."), IsWarning: true);
        }
    }

    private static int[] Predicted(Attempt attempt)
    {
        using var classes = attempt.TargetProbabilities.argmax(1);
        return [.. classes.data<long>().ToArray().Select(c => (int)c)];
    }
}
