namespace DomainAdaptation;

/// <summary>A module that treats the domains differently, and is told which one its input comes from.</summary>
/// <remarks><see cref="DomainAdversarialNetwork"/> tells every such module among its parts, however deep.</remarks>
public interface IDomainAware
{
    /// <summary>The domain of the samples to come.</summary>
    Domain Domain { get; set; }
}
