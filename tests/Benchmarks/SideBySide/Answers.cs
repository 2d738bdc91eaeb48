using System.Text.Json;

namespace DomainAdaptation.Benchmarks;

/// <summary>The lines of JSON by which a worker answers. What else is printed in its process goes to standard error.</summary>
internal sealed class Answers
{
    private readonly TextWriter output = Console.Out;

    public Answers()
    {
        Console.SetOut(Console.Error);
    }

    public void Write(object values)
    {
        output.WriteLine(JsonSerializer.Serialize(values));
        output.Flush();
    }

    /// <summary>The median of some times.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
