namespace DomainAdaptation;

/// <summary>What a support vector machine pays for a sample at the margin m = y(w·x + b).</summary>
public enum SvmLoss
{
    /// <summary>max(0, 1 − m)²: the L2 loss, LIBLINEAR's default.</summary>
    SquaredHinge = 0,

    /// <summary>max(0, 1 − m): the L1 loss.</summary>
    Hinge = 1,
}
