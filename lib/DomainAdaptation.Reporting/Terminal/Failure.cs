using System.Text.RegularExpressions;

namespace DomainAdaptation.Reporting;

/// <summary>Turns what can go wrong on a user's machine into one sentence; leaves bugs alone.</summary>
internal static partial class Failure
{
    // Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL; ENOSPC, and EDQUOT on Linux and macOS.
    private static readonly int[] DiskFullCodes = [unchecked((int)0x80070070), unchecked((int)0x80070027), 28, 122, 69];

    /// <summary>The sentence, or null when the error is a bug, whose stack trace is needed.</summary>
    public static string? Explain(Exception error, string outputFolder)
    {
        var e = Unwrap(error);
        if (IsDiskFull(e))
        {
            var file = QuotedPath().Match(e.Message) is { Success: true } match ? match.Groups["path"].Value : "";
            var folder = file.Length > 0 ? Path.GetDirectoryName(file) : Path.GetFullPath(outputFolder.Length > 0 ? outputFolder : ".");
            return $"The disk is full: nothing more fits into {folder}. Free some space, or choose another disk with --out FOLDER or --data FOLDER. What was saved before stays; --resume, where a script has it, goes on from there.";
        }

        return e switch
        {
            ArgumentNullException => null,
            UnauthorizedAccessException => OneSentence(e) + " Check the permissions, or choose another folder.",
            IOException or InvalidDataException or ArgumentException or OperationCanceledException => OneSentence(e),
            OutOfMemoryException => "The machine has not enough memory for this. Close other programs, or choose a smaller --scale.",
            // What the workbench itself throws is written to be read.
            _ when e.GetType().Namespace?.StartsWith(nameof(DomainAdaptation), StringComparison.Ordinal) == true => OneSentence(e),
            _ => null,
        };
    }

    /// <summary>Whether the disk, or the user's share of it, is full.</summary>
    public static bool IsDiskFull(Exception e) => e is IOException && DiskFullCodes.Contains(e.HResult);

    /// <summary>The system's message without the path it repeats: "Read-only file system".</summary>
    public static string WithoutPath(string message) => QuotedPath().Replace(message, "").Replace("The file  already", "A file of this name already", StringComparison.Ordinal).Replace("the path  ", "the path ", StringComparison.Ordinal).Trim(' ', ':', '.');

    private static Exception Unwrap(Exception e) => e switch
    {
        AggregateException { InnerExceptions.Count: 1 } => Unwrap(e.InnerException!),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        _ => e,
    };

    // ArgumentException appends the parameter's name, which says nothing to who runs a script.
    private static string OneSentence(Exception e)
    {
        var text = ParameterSuffix().Replace(e.Message, "").ReplaceLineEndings(" ").Trim();
        return text.EndsWith('.') ? text : text + ".";
    }

    [GeneratedRegex("""['"](?<path>[^'"]+)['"]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotedPath();

    [GeneratedRegex(@" \(Parameter '[^']*'\)(\s*Actual value was .*)?", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParameterSuffix();
}
