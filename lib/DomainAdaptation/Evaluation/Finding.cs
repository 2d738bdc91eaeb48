using System.Globalization;

namespace DomainAdaptation;

/// <summary>Something about data or a training that its owner should know, and what was done about it or can be.</summary>
/// <param name="About">What kind of finding it is, in one word or two: <c>unreadable</c>, <c>turned</c>, <c>label shift</c>, …</param>
/// <param name="Message">One or two sentences.</param>
/// <param name="Count">How many files or classes it is about; 0 where that means nothing.</param>
/// <param name="Examples">The first few of them.</param>
/// <param name="IsWarning">Whether the result may be wrong because of it; otherwise it is only worth knowing.</param>
public sealed record Finding(string About, string Message, int Count = 0, IReadOnlyList<string>? Examples = null, bool IsWarning = false)
{
    internal const int MostExamples = 3;

    /// <summary>A copy with some values changed.</summary>
    public Finding With(string? about = null, string? message = null, int? count = null, IReadOnlyList<string>? examples = null, bool? isWarning = null) =>
        new(about ?? About, message ?? Message, count ?? Count, examples ?? Examples, isWarning ?? IsWarning);

    /// <summary>One line: what was found, and the first examples.</summary>
    public override string ToString() =>
        $"{(IsWarning ? "Warning, " : "")}{About}{(Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({Count:N0})") : "")}: {Message}"
        + (Examples is { Count: > 0 } some ? $" Such as {string.Join(", ", some.Take(MostExamples))}{(Count > Math.Min(some.Count, MostExamples) ? ", …" : "")}." : "");

    /// <summary>A finding about some things; none where there are none.</summary>
    internal static IEnumerable<Finding> Of(string about, IReadOnlyList<string> things, string message, bool isWarning = false) =>
        things.Count == 0 ? [] : [new(about, message, things.Count, [.. things.Take(MostExamples)], isWarning)];
}
