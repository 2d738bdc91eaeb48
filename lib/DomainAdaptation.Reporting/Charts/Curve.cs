namespace DomainAdaptation.Reporting;

/// <summary>One quantity that training reports by epoch.</summary>
internal sealed record Curve(string Title, string Axis, Func<EpochMetrics, double?> Value, string TickFormat = "", double? Reference = null, string ReferenceName = "")
{
    public static Curve LabelLoss { get; } = new("Label loss on the source", "cross-entropy (nats)", m => m.LabelLoss);

    // A classifier that cannot tell the domains says ½, whose loss is ln 2.
    public static Curve DomainLoss { get; } = new("Domain loss", "cross-entropy (nats)", m => m.DomainLoss, Reference: Math.Log(2), ReferenceName: "ln 2: confused");

    public static Curve Lambda { get; } = new("Adaptation factor λ", "λ (no unit)", m => m.Lambda);

    public static Curve DomainAccuracy { get; } = new("Domain accuracy", "samples told right (%)", m => m.DomainAccuracy, ".0%", 0.5, "50 %: confused");

    public static Curve TargetAccuracy { get; } = new("Target accuracy", "test samples told right (%)", m => m.TargetAccuracy, ".0%");

    /// <summary>As of these runs, whose task may measure something else than accuracy.</summary>
    public Curve Measuring(IReadOnlyList<RunRecord> runs) =>
        Title == TargetAccuracy.Title && runs.FirstOrDefault(r => r.Metric is not null)?.Metric is { } metric ? this with { Title = $"Target: {metric}", Axis = $"{metric} on test samples (%)" } : this;

    public static IReadOnlyList<Curve> All { get; } = [TargetAccuracy, LabelLoss, DomainLoss, DomainAccuracy, Lambda];
}
