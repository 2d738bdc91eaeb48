namespace DomainAdaptation;

/// <summary>An experiment of the paper: data and recipes. Running it is <see cref="ExperimentRunner"/>'s work.</summary>
/// <param name="Id">Id in records and tables, such as <c>mnist-to-mnistm</c>.</param>
/// <param name="Title">The name a reader sees.</param>
/// <param name="Recipes">The ways to run it, the default first.</param>
/// <param name="Load">Loads the data at a scale.</param>
public sealed record Experiment(string Id, string Title, IReadOnlyList<Recipe> Recipes, Func<Scale, DataHome, ExperimentData> Load)
{
    /// <summary>The recipe of this name; the default when it is null.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public Recipe Recipe(string? name = null) =>
        name is null ? Recipes[0] : Recipes.FirstOrDefault(r => r.Name == name)
            ?? throw new ArgumentException($"{Id} has no variant '{name}': use {string.Join(" or ", Recipes.Select(r => r.Name))}.", nameof(name));
}
