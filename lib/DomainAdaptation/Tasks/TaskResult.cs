using System.Globalization;

namespace DomainAdaptation;

/// <summary>How well a network does its task on a split.</summary>
/// <param name="Value">The task's headline (<see cref="ITask.Metric"/>): a share, higher is better.</param>
/// <param name="Measures">What else was measured, by name; see <see cref="Measure"/>.</param>
/// <param name="Confusion">What has a class by true (rows) and predicted class (columns); empty where there are none.</param>
public sealed record TaskResult(double Value, IReadOnlyDictionary<string, double> Measures, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>One line: the headline and the other measures.</summary>
    public override string ToString() =>
        string.Join(", ", Measures.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:G4}")).Prepend(string.Create(CultureInfo.InvariantCulture, $"{Value:P2}")));
}
