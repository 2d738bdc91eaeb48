namespace DomainAdaptation;

/// <summary>What there is to know about a data set before one has it.</summary>
/// <param name="Name">Its short name, and that of its folder in the data home.</param>
/// <param name="Title">Its title, with the work to cite.</param>
/// <param name="Size">How large it is.</param>
/// <param name="Terms">Terms of use, as far as they are stated.</param>
/// <param name="Source">Where its makers, or keepers, publish it.</param>
/// <param name="Files">What its folder holds.</param>
/// <param name="ByHand">What to do to get it, as part of a sentence; null where <see cref="DataFetcher"/> fetches it.</param>
/// <param name="Checksum">The checksum of what is published, where one is known.</param>
public sealed record DataSet(string Name, string Title, string Size, string Terms, string Source, string Files, string? ByHand = null, string? Checksum = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Title}, {Size}, {Terms}";
}
