namespace DomainAdaptation;

/// <summary>Who chose the number of components of a <see cref="SubspaceAlignment"/>.</summary>
public enum SubspaceChoice
{
    /// <summary>The caller.</summary>
    Given = 0,

    /// <summary>Reverse validation, which sees source labels and target features only.</summary>
    ReverseValidation = 1,

    /// <summary>Accuracy on labelled target samples: an oracle. Such a result is an upper bound of the method, not what a user can have.</summary>
    OracleTargetLabels = 2,
}
