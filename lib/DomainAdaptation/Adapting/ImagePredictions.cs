using System.Collections;
using System.Globalization;
using System.Text;

namespace DomainAdaptation;

/// <summary>What a model says of the images of a folder or list, in the order of their paths, and the files that were passed over.</summary>
public sealed class ImagePredictions : IReadOnlyList<ImagePrediction>
{
    private readonly IReadOnlyList<ImagePrediction> all;

    internal ImagePredictions(IReadOnlyList<ImagePrediction> all, IReadOnlyList<SkippedFile> skipped) => (this.all, Skipped) = (all, skipped);

    /// <summary>What was passed over, and why.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <inheritdoc/>
    public int Count => all.Count;

    /// <inheritdoc/>
    public ImagePrediction this[int index] => all[index];

    /// <summary>Writes a line an image: path, class, probability, the runner-up and its probability.</summary>
    /// <param name="path">The file; what was there is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void SaveCsv(string path)
    {
        var text = new StringBuilder("path,class,probability,runner_up,runner_up_probability\n");
        foreach (var p in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Field(p.File)},{Field(p.Class)},{p.Probability:0.0000},{Field(p.RunnerUp)},{p.RunnerUpProbability:0.0000}\n");
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    /// <inheritdoc/>
    public IEnumerator<ImagePrediction> GetEnumerator() => all.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Count} predictions{(Skipped.Count > 0 ? $", {Skipped.Count} files passed over" : "")}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
