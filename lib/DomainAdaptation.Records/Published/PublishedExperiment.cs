namespace DomainAdaptation;

/// <summary>An experiment of the paper's tables: what verdicts are about.</summary>
/// <param name="Id">Its id in records.</param>
/// <param name="Title">The name a reader sees.</param>
/// <param name="Script">The script that runs it, with the option that picks it out of several.</param>
/// <param name="Gap">What is known of why ours is below a published number, or nothing.</param>
/// <param name="Recipe">The recipe that counts, its default: which of several is best on the target is not known to whoever has no labels there.</param>
internal sealed record PublishedExperiment(string Id, string Title, string Script, string Gap = "", string Recipe = "improved")
{
    private const string Features = "a ResNet-18's features as they are, where the paper fine-tunes AlexNet";

    /// <summary>All of them: the journal's in the order of its tables, then version 1's.</summary>
    public static IReadOnlyList<PublishedExperiment> All { get; } =
    [
        new("mnist-to-mnistm", "MNIST → MNIST-M", "mnist-to-mnistm.cs", "the bounds of a recipe with batch statistics (source-only of the variant paper: 59.5 %), after 12 passes"),
        new("syn-numbers-to-svhn", "SYN NUMBERS → SVHN", "syn-numbers-to-svhn.cs", "numbers drawn anew; 3,000 steps"),
        new("svhn-to-mnist", "SVHN → MNIST", "svhn-to-mnist.cs", "4,000 of 20,000 steps"),
        new("syn-signs-to-gtsrb", "SYN SIGNS → GTSRB", "syn-signs-to-gtsrb.cs", "22,000 of 100,000 rendered signs, 1,500 steps"),
        new("office-amazon-to-webcam", "Office-31: Amazon → Webcam", "office31.cs -- --task amazon-to-webcam", Features, "resnet"),
        new("office-dslr-to-webcam", "Office-31: DSLR → Webcam", "office31.cs -- --task dslr-to-webcam", Features, "resnet"),
        new("office-webcam-to-dslr", "Office-31: Webcam → DSLR", "office31.cs -- --task webcam-to-dslr", Features + "; with those of the stage before it reaches 99.3 % (--variant resnet-stages), which costs Amazon → Webcam", "resnet"),
        new("mnist-to-svhn", "MNIST → SVHN (fails)", "mnist-to-svhn.cs"),
        new("mnist-to-mnist-dilated", "MNIST → dilated", "mnist-variants.cs -- --target dilated", "two passes; the text does not say how digits are dilated"),
        new("mnist-to-mnist-max-blend", "MNIST → max-blend", "mnist-variants.cs -- --target max-blend", "the text gives no formula; our blend is harder, as source-only shows"),
    ];

    /// <summary>The command line that runs a method again.</summary>
    /// <param name="method">The method's id.</param>
    /// <param name="scale">The scale as scripts name it.</param>
    /// <param name="seeds">The seeds as scripts name them.</param>
    /// <param name="precision">What it trained in.</param>
    public string Command(string method, string scale, string seeds, Precision precision = Precision.Float32) =>
        $"dotnet run scripts/{Script}{(Script.Contains(" -- ", StringComparison.Ordinal) ? "" : " --")} --variant {Recipe} --scale {scale} --methods {method} --seeds {seeds}{(precision == Precision.BFloat16 ? " --precision bf16" : "")}";
}
