using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DomainAdaptation;

/// <summary>The verdicts of trials in a file of this user's cache, one file for each key: processor, versions and settings.</summary>
/// <remarks>
/// The file holds the key, a line for each part, and a last word. What is not exactly that, or cannot be read and written by this user, is taken as
/// no verdict at all. Two processes at once do no harm: each writes a whole file, and a part that gets lost so is tried once more.
/// </remarks>
internal sealed class TrialVerdicts(string folder, string key)
{
    private const string End = "end";

    /// <summary>The file, or null where the user has no folder for it.</summary>
    public string? File { get; } = folder.Length > 0 ? Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32] + ".txt") : null;

    /// <summary>What is known, by part.</summary>
    public Dictionary<string, TrialVerdict> Read()
    {
        var verdicts = new Dictionary<string, TrialVerdict>(StringComparer.Ordinal);
        try
        {
            if (File is null || !System.IO.File.Exists(File))
            {
                return verdicts;
            }

            // A file that this user may not write is somebody else's.
            using var stream = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var lines = stream.Length < 1 << 20 ? reader.ReadToEnd().Split('\n') : [];
            if (lines.Length < 2 || lines[0] != key || lines[^1] != End)
            {
                return verdicts;
            }

            foreach (var fields in lines[1..^1].Select(l => l.Split('\t')))
            {
                var until = DateTimeOffset.Parse(fields[1], CultureInfo.InvariantCulture);
                if (until > DateTimeOffset.UtcNow)
                {
                    verdicts[fields[0]] = new TrialVerdict(fields[2], until);
                }
            }

            return verdicts;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return [];
        }
    }

    /// <summary>Keeps a verdict beside those that are there, if it can.</summary>
    public void Add(string part, TrialVerdict verdict)
    {
        try
        {
            if (File is not null)
            {
                var verdicts = Read();
                verdicts[part] = verdict;
                var lines = verdicts.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}\t{v.Value.Until:O}\t{v.Value.Reason}"));
                AtomicFile.WriteText(File, string.Join('\n', [key, .. lines, End]));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody is worse off than before: it is tried again.
        }
    }
}
