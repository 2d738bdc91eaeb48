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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SvmAccuracy, Components, OracleAccuracy, OracleComponents, ProxyADistance, LabelledTarget];
}
