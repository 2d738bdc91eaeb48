namespace DomainAdaptation;

/// <summary>How a <see cref="LinearSvm"/> is trained.</summary>
/// <param name="C">The weight of the losses against ½‖w‖². The scale of the features decides what is much.</param>
/// <param name="Loss">The loss; the default is LIBLINEAR's.</param>
/// <param name="Standardise">
/// Whether each feature is brought to mean 0 and deviation 1/√d first, so that a sample has length 1 on average and
/// <paramref name="C"/> means the same for 20 features as for 2,000. Off: the features are taken as they are.
/// </param>
/// <param name="Tolerance">Training stops when no sample violates the optimality conditions by more: the spread of the projected gradient, as LIBLINEAR's <c>-e</c>.</param>
/// <param name="MaximumPasses">Training stops after this many passes over the samples, whatever the tolerance.</param>
/// <param name="Seed">Seed of the order of the samples.</param>
public sealed record LinearSvmOptions(
    double C = 1,
    SvmLoss Loss = SvmLoss.SquaredHinge,
    bool Standardise = true,
    double Tolerance = 0.01,
    int MaximumPasses = 1000,
    int Seed = 1)
{
    /// <summary>A copy with some values changed.</summary>
    public LinearSvmOptions With(
        double? c = null, SvmLoss? loss = null, bool? standardise = null, double? tolerance = null, int? maximumPasses = null, int? seed = null) =>
        new(c ?? C, loss ?? Loss, standardise ?? Standardise, tolerance ?? Tolerance, maximumPasses ?? MaximumPasses, seed ?? Seed);

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(double.IsFinite(C) && C > 0, nameof(C), C, "a positive number");
        Require(Enum.IsDefined(Loss), nameof(Loss), Loss, "one of the named losses");
        Require(double.IsFinite(Tolerance) && Tolerance > 0, nameof(Tolerance), Tolerance, "a positive number");
        Require(MaximumPasses >= 1, nameof(MaximumPasses), MaximumPasses, "at least 1");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
