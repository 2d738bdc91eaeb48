namespace DomainAdaptation;

/// <summary>An experiment of the journal's tables (JMLR 2016): what a line of verdicts is about.</summary>
/// <param name="Id">Its id in records.</param>
/// <param name="Title">The name a reader sees.</param>
/// <param name="Recipe">The recipe that counts, its default: which of several is best on the target is not known to whoever has no labels there.</param>
internal sealed record JournalExperiment(string Id, string Title, string Recipe = "improved")
{
    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<JournalExperiment> All { get; } =
    [
        new("mnist-to-mnistm", "MNIST → MNIST-M"),
        new("syn-numbers-to-svhn", "SYN NUMBERS → SVHN"),
        new("svhn-to-mnist", "SVHN → MNIST"),
        new("syn-signs-to-gtsrb", "SYN SIGNS → GTSRB"),
        new("office-amazon-to-webcam", "Office-31: Amazon → Webcam", "resnet"),
        new("office-dslr-to-webcam", "Office-31: DSLR → Webcam", "resnet"),
        new("office-webcam-to-dslr", "Office-31: Webcam → DSLR", "resnet"),
        new("mnist-to-svhn", "MNIST → SVHN (fails)"),
    ];
}
