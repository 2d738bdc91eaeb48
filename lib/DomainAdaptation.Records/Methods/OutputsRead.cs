namespace DomainAdaptation;

/// <summary>What a method reads of the label predictor's outputs, which says for which tasks it can be used.</summary>
public enum OutputsRead
{
    /// <summary>Nothing: it aligns features or statistics, whatever the task is.</summary>
    None,

    /// <summary>The probabilities of classes: of samples, or of pixels.</summary>
    Classes,

    /// <summary>The probabilities of the classes of whole samples, side by side with their features.</summary>
    ClassOfSample,
}
