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
    /// <param name="needs">The folders of the data home that must be there, such as <c>bsds500</c> or <c>gtsrb/Meta</c>; none when null.</param>
    /// <exception cref="ArgumentException">There is no recipe.</exception>
    public Experiment(
        string id,
        string title,
        IReadOnlyList<Recipe> recipes,
        Func<Scale, DataHome, ExperimentData> load,
        IReadOnlyList<string>? methods = null,
        IReadOnlyList<string>? needs = null)
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
        Needs = needs ?? [];
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

    /// <summary>The folders of the data home that must be there before it can be loaded; a recipe may need more.</summary>
    public IReadOnlyList<string> Needs { get; }

    /// <summary>Tells, before anything is fetched, read or trained, what would not work: a recipe, a method, or data that nothing can fetch.</summary>
    /// <param name="requests">The runs to make.</param>
    /// <param name="home">Where data sets are kept; the usual place when null.</param>
    /// <exception cref="UnknownChoiceException">There is no such recipe or method here.</exception>
    /// <exception cref="DataNotFoundException">Data sets are missing; the message names them all, and says how to get them.</exception>
    public void Check(IEnumerable<RunRequest> requests, DataHome? home = null)
    {
        CheckNames(requests);
        (home ?? DataHome.Find()).Require(Title, NeedsOf(requests.Select(r => Recipe(r.Variant))));
    }

    // The folders that the experiment and some of its recipes need.
    internal IEnumerable<string> NeedsOf(IEnumerable<Recipe> recipes) => Needs.Concat(recipes.SelectMany(r => r.Needs)).Distinct(StringComparer.Ordinal);

    internal void CheckNames(IEnumerable<RunRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests)
        {
            _ = Recipe(request.Variant);
            var possible = Methods.Union(DomainAdaptation.Methods.Unsupervised, StringComparer.Ordinal).ToList();
            if (!possible.Contains(request.Method, StringComparer.Ordinal))
            {
                throw new UnknownChoiceException($"{Id} cannot be run with the method '{request.Method}': use {string.Join(", ", possible)}.", nameof(requests));
            }
        }
    }

    /// <summary>Loads the data.</summary>
    /// <param name="scale">How much of them.</param>
    /// <param name="home">Where data sets are kept; the usual place when null.</param>
    /// <param name="variant">The recipe they are for, which may want them in a form of its own; the default when null.</param>
    /// <exception cref="DataNotFoundException">A data set is not there; the message says how to get it.</exception>
    public ExperimentData Load(Scale scale, DataHome? home = null, string? variant = null) =>
        (Recipe(variant).Load ?? load)(scale, home ?? DataHome.Find());

    /// <summary>The recipe of this name; the default when it is null.</summary>
    /// <exception cref="UnknownChoiceException">There is none; the message lists those there are.</exception>
    public Recipe Recipe(string? name = null) =>
        name is null ? Recipes[0] : Recipes.FirstOrDefault(r => r.Name == name)
            ?? throw new UnknownChoiceException($"{Id} has no variant '{name}': use {string.Join(" or ", Recipes.Select(r => r.Name))}.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Title}";
}
