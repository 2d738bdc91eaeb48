namespace DomainAdaptation;

/// <summary>The names of what run records hold beside the accuracies: the keys of <see cref="RunRecord.Measures"/>.</summary>
public static class Measure
{
    /// <summary>Target accuracy when the last layer is retrained as a linear SVM, as the paper does for all methods (JMLR 2016, §5.2.4).</summary>
    public const string SvmAccuracy = "svm-accuracy";

    /// <summary>The number of principal components of subspace alignment, chosen without target labels.</summary>
    public const string Components = "components";

    /// <summary>Target accuracy of subspace alignment with the number of components chosen by that very accuracy, as the paper does: an oracle.</summary>
    public const string OracleAccuracy = "oracle-accuracy";

    /// <summary>The number of components that the oracle chose.</summary>
    public const string OracleComponents = "oracle-components";

    /// <summary>The proxy A-distance between the domains' features, from 0 (indistinguishable) to 2.</summary>
    public const string ProxyADistance = "proxy-a-distance";

    /// <summary>How many labelled target samples a semi-supervised run saw.</summary>
    public const string LabelledTarget = "labelled-target-samples";

    /// <summary>Segmentation: the share of pixels with the right class.</summary>
    public const string PixelAccuracy = "pixel-accuracy";

    /// <summary>Points: the mean distance to the true points, in units of the distance of two of them (NME).</summary>
    public const string NormalisedError = "nme";

    /// <summary>Points: the share of samples with an error above the limit.</summary>
    public const string Failures = "failure-rate";

    /// <summary>Points: how many samples have no error, because the two points coincide; absent where there is none.</summary>
    public const string WithoutUnit = "samples-without-unit";

    /// <summary>Poses: the mean distance to the true joints, relative to the root, in mm (MPJPE).</summary>
    public const string JointError = "mpjpe-mm";

    /// <summary>Poses: the same after the similarity that fits best, in mm (PA-MPJPE).</summary>
    public const string AlignedJointError = "pa-mpjpe-mm";

    /// <summary>Poses: the mean share of joints within 0, 5, …, 150 mm (AUC).</summary>
    public const string AreaUnderJoints = "pck-auc";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SvmAccuracy, Components, OracleAccuracy, OracleComponents, ProxyADistance, LabelledTarget,
        PixelAccuracy, NormalisedError, Failures, WithoutUnit, JointError, AlignedJointError, AreaUnderJoints,
    ];
}
