namespace DomainAdaptation.Benchmarks;

/// <summary>What all contenders did on one network.</summary>
/// <param name="Net">The network.</param>
/// <param name="FlopsOfStep">Multiplications and additions of a step, from the shapes of the layers.</param>
/// <param name="PeakFloat32">The machine's peak in the same rounds, GFLOP/s.</param>
/// <param name="PeakBFloat16">The same in brain floats; 0 where the processor has no instructions for them.</param>
/// <param name="DataPhase">Milliseconds for the data of a step: both halves, as normalised floats.</param>
/// <param name="Date">The day.</param>
/// <param name="Rejected">Measurements that were thrown away.</param>
/// <param name="ForeignShare">The largest share of the machine that others had during a measurement that was kept.</param>
/// <param name="Contenders">The contenders, those that could not be measured too.</param>
internal sealed record NetResult(string Net, long FlopsOfStep, double PeakFloat32, double PeakBFloat16, double DataPhase, string Date, int Rejected, double ForeignShare, IReadOnlyList<StepResult> Contenders)
{
    /// <summary>The share of the peak of its precision that a contender reaches.</summary>
    public double ShareOfPeak(StepResult result) =>
        FlopsOfStep / Median.Of(result.Milliseconds) / 1e6 / (result.BFloat16 ? PeakBFloat16 : PeakFloat32);

    /// <summary>How many times as fast a contender's step is as another's: the median of the rounds' ratios; null where one of them was not measured.</summary>
    public double? Times(StepResult result, string other) => Ratio(Find(other)?.Milliseconds, result.Milliseconds);

    /// <summary>The same for evaluation.</summary>
    public double? EvaluationTimes(StepResult result, string other) => Ratio(result.EvaluationRates, Find(other)?.EvaluationRates);

    private StepResult? Find(string name) => Contenders.SingleOrDefault(c => c.Name == name);

    // Within a round, so that what drifts over minutes touches both alike.
    private static double? Ratio(IReadOnlyList<double>? above, IReadOnlyList<double>? below) =>
        above is not { Count: > 0 } || below is not { Count: > 0 } ? null : Median.Of(above.Zip(below, (a, b) => a / b));
}
