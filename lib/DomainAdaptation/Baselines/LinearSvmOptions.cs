namespace DomainAdaptation;

/// <summary>How a <see cref="LinearSvm"/> is trained.</summary>
/// <param name="C">The weight of the losses against ½‖w‖². The scale of the features decides what is much.</param>
/// <param name="Loss">The loss; the default is LIBLINEAR's.</param>
/// <param name="Scaling">What is done to the features first. Standardised one by one they transferred worse from MNIST to MNIST-M than with one common factor, for rarely active features grow.</param>
/// <param name="Tolerance">Training stops when no sample violates the optimality conditions by more: the spread of the projected gradient, as LIBLINEAR's <c>-e</c>.</param>
/// <param name="MaximumPasses">Training stops after this many passes over the samples, whatever the tolerance.</param>
/// <param name="Seed">Seed of the order of the samples.</param>
public sealed record LinearSvmOptions(
    double C = 1,
    SvmLoss Loss = SvmLoss.SquaredHinge,
    FeatureScaling Scaling = FeatureScaling.Common,
    double Tolerance = 0.01,
    int MaximumPasses = 1000,
    int Seed = 1)
{
    /// <summary>A copy with some values changed.</summary>
    public LinearSvmOptions With(
        double? c = null, SvmLoss? loss = null, FeatureScaling? scaling = null, double? tolerance = null, int? maximumPasses = null, int? seed = null) =>
        new(c ?? C, loss ?? Loss, scaling ?? Scaling, tolerance ?? Tolerance, maximumPasses ?? MaximumPasses, seed ?? Seed);

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(double.IsFinite(C) && C > 0, nameof(C), C, "a positive number");
        Require(Enum.IsDefined(Loss), nameof(Loss), Loss, "one of the named losses");
        Require(Enum.IsDefined(Scaling), nameof(Scaling), Scaling, "one of the named ways");
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
