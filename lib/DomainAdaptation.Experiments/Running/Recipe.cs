namespace DomainAdaptation;

/// <summary>One way to run an experiment: a network and settings. The paper's own is called <c>paper</c>.</summary>
public sealed class Recipe
{
    private readonly Func<int, DomainAdversarialNetwork> network;
    private readonly Func<Scale, DannOptions> options;

    /// <summary>Describes a way to run an experiment.</summary>
    /// <param name="name">The variant's id in records and tables.</param>
    /// <param name="description">What it is, in a sentence.</param>
    /// <param name="network">Makes the network from a seed.</param>
    /// <param name="options">The settings at a scale; the seed is set by whoever runs it.</param>
    /// <param name="load">Loads the data at a scale where the network takes them in another form than the experiment's; null where it does not.</param>
    /// <param name="needs">Folders of the data home that it needs beside the experiment's; none when null.</param>
    public Recipe(
        string name,
        string description,
        Func<int, DomainAdversarialNetwork> network,
        Func<Scale, DannOptions> options,
        Func<Scale, DataHome, ExperimentData>? load = null,
        IReadOnlyList<string>? needs = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        Name = name;
        Description = description;
        this.network = network;
        this.options = options;
        Load = load;
        Needs = needs ?? [];
    }

    /// <summary>The variant's id in records and tables.</summary>
    public string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Folders of the data home that it needs beside the experiment's.</summary>
    internal IReadOnlyList<string> Needs { get; }

    /// <summary>Whether it takes so long that a script which runs all variants leaves it out, unless it is named.</summary>
    internal bool OnRequest { get; init; }

    /// <summary>Loads the data in a form of its own, or null.</summary>
    internal Func<Scale, DataHome, ExperimentData>? Load { get; }

    /// <summary>A new network with the initial weights of this seed.</summary>
    public DomainAdversarialNetwork Network(int seed) => network(seed);

    /// <summary>The settings at a scale, with the default seed.</summary>
    public DannOptions Options(Scale scale) => options(scale);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Description}";
}
