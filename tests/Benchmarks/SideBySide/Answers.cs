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
}
