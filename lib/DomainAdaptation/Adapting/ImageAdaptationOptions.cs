namespace DomainAdaptation;

/// <summary>How to adapt to one's own images. The defaults choose by the images.</summary>
/// <param name="Network"><c>auto</c>: a ResNet-18 of ImageNet for photographs, a small network for images whose shorter side has fewer than 64 pixels; or <c>resnet18</c> or <c>small</c>.</param>
/// <param name="Methods">The methods that are tried beside source-only: ids of <see cref="Methods.Unsupervised"/>; two that suit the network when there are none.</param>
/// <param name="Test">A folder or list of labelled images of the target, of which accuracies are reported; nothing is chosen by it. None when null or empty.</param>
/// <param name="ChooseBy">The score that chooses among the methods without target labels: the name of one of <see cref="Scorers"/>.</param>
/// <param name="Epochs">Epochs of each training; the network's own number when null.</param>
/// <param name="Seed">Seed of initial weights, shuffling and of what is held aside.</param>
/// <param name="HeldOut">The share of the source that is held aside to judge by.</param>
/// <param name="DataFolder">Where the weights of the ResNet are: see <see cref="DataHome.Find"/>.</param>
/// <param name="Strict">Whether a file that cannot be read, or any other warning about the data, is an error.</param>
/// <param name="Augmentation">Random changes of the training images; none when null. Shifts and negatives are for the small network; with flips, the ResNet sees each image and its mirror image.</param>
/// <param name="Crops">Of each training image the ResNet sees so many random crops besides, from half of it to all of it. Reading takes as many times longer.</param>
/// <param name="Checkpoints">A folder in which the state of each training is kept after each epoch; none when null. It may be deleted once all is done.</param>
/// <param name="Resume">Whether to go on from what is in that folder. What was made with other images or settings is refused.</param>
public sealed record ImageAdaptationOptions(
    string Network = "auto",
    IReadOnlyList<string>? Methods = null,
    string? Test = null,
    string ChooseBy = "information-maximisation",
    int? Epochs = null,
    int Seed = 1,
    double HeldOut = 0.2,
    string? DataFolder = null,
    bool Strict = false,
    Augmentation? Augmentation = null,
    int Crops = 0,
    string? Checkpoints = null,
    bool Resume = false)
{
    /// <summary>A copy with some values changed: <c>options.With(seed: 2)</c>, in F# <c>options.With(seed = 2)</c>.</summary>
    public ImageAdaptationOptions With(
        string? network = null,
        IReadOnlyList<string>? methods = null,
        string? test = null,
        string? chooseBy = null,
        int? epochs = null,
        int? seed = null,
        double? heldOut = null,
        string? dataFolder = null,
        bool? strict = null,
        Augmentation? augmentation = null,
        int? crops = null,
        string? checkpoints = null,
        bool? resume = null) =>
        new(
            network ?? Network, methods ?? Methods, test ?? Test, chooseBy ?? ChooseBy, epochs ?? Epochs, seed ?? Seed, heldOut ?? HeldOut, dataFolder ?? DataFolder, strict ?? Strict,
            augmentation ?? Augmentation, crops ?? Crops, checkpoints ?? Checkpoints, resume ?? Resume);

    /// <summary>Whether all values are equal, those of the list too.</summary>
    public bool Equals(ImageAdaptationOptions? other) =>
        other is not null && Network == other.Network && (Methods ?? []).SequenceEqual(other.Methods ?? [], StringComparer.Ordinal) && Test == other.Test
        && ChooseBy == other.ChooseBy && Epochs == other.Epochs && Seed == other.Seed && HeldOut.Equals(other.HeldOut) && DataFolder == other.DataFolder && Strict == other.Strict
        && Augmentation == other.Augmentation && Crops == other.Crops && Checkpoints == other.Checkpoints && Resume == other.Resume;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Network, Methods?.Count, Test, ChooseBy, Epochs, Seed, HeldOut, DataFolder);

    /// <exception cref="ArgumentException">A value makes no sense; the message says which.</exception>
    internal void Validate()
    {
        Require(Epochs is null or >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(Augmentation is null or { Shift: >= 0 }, nameof(Augmentation), Augmentation, "a shift of 0 pixels or more");
        Require(Crops is >= 0 and <= 100, nameof(Crops), Crops, "from 0 to 100");
        Require(HeldOut is > 0 and < 1, nameof(HeldOut), HeldOut, "between 0 and 1");
        if (!ImageNetwork.Ids.Contains(Network, StringComparer.Ordinal))
        {
            throw new UnknownChoiceException($"There is no network '{Network}': use {string.Join(", ", ImageNetwork.Ids)}.", nameof(Network));
        }

        if (!Scorers.Names.Contains(ChooseBy, StringComparer.Ordinal))
        {
            throw new UnknownChoiceException($"There is no score '{ChooseBy}': use {string.Join(", ", Scorers.Names)}.", nameof(ChooseBy));
        }

        if (Methods?.FirstOrDefault(m => m != DomainAdaptation.Methods.SourceOnly && !DomainAdaptation.Methods.Unsupervised.Contains(m, StringComparer.Ordinal)) is { } unknown)
        {
            throw new UnknownChoiceException($"'{unknown}' is no method that adapts without labels: use {string.Join(", ", DomainAdaptation.Methods.Unsupervised)}.", nameof(Methods));
        }
    }

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {rule}.");
        }
    }
}
