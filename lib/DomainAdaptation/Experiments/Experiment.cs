namespace DomainAdaptation;

/// <summary>An experiment of the paper: data and recipes. Running it is <see cref="ExperimentRunner"/>'s work.</summary>
public sealed class Experiment
{
    private readonly Func<Scale, DataHome, ExperimentData> load;

    /// <summary>Describes an experiment.</summary>
    /// <param name="id">Id in records and tables, such as <c>mnist-to-mnistm</c>.</param>
    /// <param name="title">The name a reader sees.</param>
    /// <param name="recipes">The ways to run it, the default first.</param>
    /// <param name="load">Loads the data at a scale.</param>
    /// <param name="methods">The methods that it compares; those of the paper's tables when null.</param>
    /// <exception cref="ArgumentException">There is no recipe.</exception>
    public Experiment(string id, string title, IReadOnlyList<Recipe> recipes, Func<Scale, DataHome, ExperimentData> load, IReadOnlyList<string>? methods = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentNullException.ThrowIfNull(load);
        if (recipes.Count == 0)
        {
            throw new ArgumentException($"{id} needs at least one recipe.", nameof(recipes));
        }

        Id = id;
        Title = title;
        Recipes = recipes;
        Methods = methods ?? DomainAdaptation.Methods.OfTables;
        this.load = load;
    }

    /// <summary>Id in records and tables.</summary>
    public string Id { get; }

    /// <summary>The name a reader sees.</summary>
    public string Title { get; }

    /// <summary>The ways to run it, the default first.</summary>
    public IReadOnlyList<Recipe> Recipes { get; }

    /// <summary>The methods that it compares, in the order in which they are run.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Loads the data.</summary>
    /// <param name="scale">How much of them.</param>
    /// <param name="home">Where data sets are kept; the usual place when null.</param>
    /// <param name="variant">The recipe they are for, which may want them in a form of its own; the default when null.</param>
    /// <exception cref="DataNotFoundException">A data set is not there; the message says how to get it.</exception>
    public ExperimentData Load(Scale scale, DataHome? home = null, string? variant = null) =>
        (Recipe(variant).Load ?? load)(scale, home ?? DataHome.Find());

    /// <summary>The recipe of this name; the default when it is null.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public Recipe Recipe(string? name = null) =>
        name is null ? Recipes[0] : Recipes.FirstOrDefault(r => r.Name == name)
            ?? throw new ArgumentException($"{Id} has no variant '{name}': use {string.Join(" or ", Recipes.Select(r => r.Name))}.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Title}";
}
