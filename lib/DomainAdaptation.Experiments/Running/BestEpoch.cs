namespace DomainAdaptation;

/// <summary>Keeps the weights of the epoch that a <see cref="Selection"/> likes best, in a file, so that an interrupted training has them too.</summary>
internal sealed class BestEpoch(Selection selection, string path)
{
    /// <summary>Saves the network if no earlier epoch was better; of equal epochs the latest counts.</summary>
    /// <param name="network">As it would be if the training ended here.</param>
    /// <param name="epochs">The epochs so far, this one last.</param>
    public void Offer(DomainAdversarialNetwork network, IReadOnlyList<EpochMetrics> epochs)
    {
        if (selection != Selection.LastEpoch && selection.Of(epochs[^1]) is { } score && !epochs.Any(e => selection.Of(e) > score))
        {
            Weights.Save(network, path);
        }
    }

    /// <summary>Puts the chosen epoch's weights into the trained network.</summary>
    /// <exception cref="InvalidOperationException">No epoch has that score.</exception>
    public void Restore(DomainAdversarialNetwork network, IReadOnlyList<EpochMetrics> epochs)
    {
        if (selection == Selection.LastEpoch)
        {
            return;
        }

        if (!epochs.Any(e => selection.Of(e) is not null) || !File.Exists(path))
        {
            throw new InvalidOperationException($"No epoch can be chosen by {selection}: this method gives it nothing to judge. Take another score, or the last epoch.");
        }

        Weights.Load(network, path);
    }
}
