namespace DomainAdaptation;

/// <summary>How much of the way from the lower to the upper bound a method went (JMLR 2016, §5.2, the brackets of Table 2).</summary>
public static class GapCovered
{
    /// <summary>(method − source-only) / (train-on-target − source-only).</summary>
    /// <param name="method">Accuracy of the method on the target's test split.</param>
    /// <param name="sourceOnly">Accuracy of the lower bound.</param>
    /// <param name="trainOnTarget">Accuracy of the upper bound.</param>
    /// <returns>1 when the gap is closed, 0 when nothing was gained, negative when the adaptation did harm; NaN where the bounds leave no gap.</returns>
    public static double Of(double method, double sourceOnly, double trainOnTarget) =>
        trainOnTarget > sourceOnly ? (method - sourceOnly) / (trainOnTarget - sourceOnly) : double.NaN;
}
