using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DomainAdaptation;

/// <summary>Run records in a file, one JSON line each: append-only, and safe with several writers.</summary>
/// <remarks>
/// A writer holds the file alone while it appends, and first cuts off a line that a killed writer left unfinished. A reader
/// skips such a line. So a record is there whole or not at all. A last line that is whole counts without its line feed, too.
/// </remarks>
public sealed class RunStore
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // named, since a C# file run by itself has reflection switched off otherwise
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A store in this file, which need not exist yet.</summary>
    /// <param name="path">The file; by convention it ends in <c>.jsonl</c>.</param>
    public RunStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Appends one record and flushes it to the disk.</summary>
    /// <exception cref="ArgumentException">The record lacks something, such as its epochs; it could not be read back.</exception>
    /// <exception cref="IOException">The file cannot be written; it then holds what it held before.</exception>
    public void Append(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (Lacks(record) is { } lacks)
        {
            throw new ArgumentException($"The record of {record.Key} cannot be kept: it has no {lacks}.", nameof(record));
        }

        var line = Encoding.UTF8.GetBytes(ToJson(record) + "\n");
        AtomicFile.FolderFor(Path);
        using var file = AtomicFile.Opened(Path, () => Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        var end = EndOfLastLine(file);
        if (file.Length > end && Read(Encoding.UTF8.GetString(Bytes(file, end, file.Length)), out _) is not null)
        {
            end = file.Length; // an editor took the line feed away, not a kill
            line = [(byte)'\n', .. line];
        }

        file.SetLength(end);
        file.Position = end;
        try
        {
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            file.SetLength(end);
            throw;
        }
    }

    /// <summary>All records, in the order in which they were written; none when there is no file.</summary>
    /// <exception cref="InvalidDataException">A line is no run record; the message names file and line.</exception>
    public IReadOnlyList<RunRecord> ReadAll()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        var records = new List<RunRecord>();
        using var file = Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var end = EndOfLastLine(file);
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(Bytes(file, 0, end)).Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                records.Add(Parse(line, number));
            }
        }

        if (Read(Encoding.UTF8.GetString(Bytes(file, end, file.Length)), out _) is { } last)
        {
            records.Add(last);
        }

        return records;
    }

    /// <summary>All records of a folder's <c>.jsonl</c> files, file after file by name; or of one file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">A line is no run record.</exception>
    public static IReadOnlyList<RunRecord> ReadFrom(string path)
    {
        if (Directory.Exists(path))
        {
            return [.. Directory.EnumerateFiles(path, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(f => new RunStore(f).ReadAll())];
        }

        return File.Exists(path)
            ? new RunStore(path).ReadAll()
            : throw new FileNotFoundException($"There are no run records at {path}: it is neither a file nor a folder.", path);
    }

    /// <summary>A record as one line of JSON.</summary>
    public static string ToJson(RunRecord record) => JsonSerializer.Serialize(record, Json);

    private RunRecord Parse(string line, int number) => Read(line, out var fault)
        ?? throw new InvalidDataException($"{Path}, line {number}, is no run record ({fault}). Remove the line, or the file.");

    private static RunRecord? Read(string line, out string fault)
    {
        try
        {
            var record = JsonSerializer.Deserialize<RunRecord>(line.TrimStart('\uFEFF'), Json); // some editors put a mark before the first line
            fault = record is null ? "null" : Lacks(record) is { } lacks ? $"it has no {lacks}" : "";
            return fault.Length == 0 ? record : null;
        }
        catch (JsonException e)
        {
            fault = e.Message.Split('.')[0];
            return null;
        }
    }

    // What every reader may count on. JSON that leaves a value out gives null, whatever the type says.
    private static string? Lacks(RunRecord r)
    {
        (string Name, bool Has)[] parts =
        [
            ("experiment", r.Experiment is not null), ("method", r.Method is not null), ("variant", r.Variant is not null), ("scale", r.Scale is not null),
            ("protocol", r.Protocol is not null), ("data", r.Data is not null), ("options", r.Options is not null),
            ("epochs", r.Epochs?.All(e => e is not null) == true), ("confusion", r.Confusion?.All(row => row is not null) == true),
            ("weightsSha256", r.WeightsSha256 is not null), ("device", r.Device is not null), ("environment", r.Environment is not null),
        ];
        return parts.FirstOrDefault(p => !p.Has).Name;
    }

    private static byte[] Bytes(FileStream file, long from, long to)
    {
        var bytes = new byte[to - from];
        file.Position = from;
        file.ReadExactly(bytes);
        return bytes;
    }

    // FileShare.None is a lock between processes on every system, for readers too; wait for a writer that is at it. Without a
    // buffer, what could not be written is not tried again when the file is closed.
    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(Path, mode, access, share, bufferSize: 0);
            }
            catch (IOException e) when (attempt < 500 && AtomicFile.IsInUse(e))
            {
                Thread.Sleep(20);
            }
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        var block = new byte[1 << 16];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - block.Length);
            file.Position = start;
            var bytes = block.AsSpan(0, (int)(end - start));
            file.ReadExactly(bytes);
            if (bytes.LastIndexOf((byte)'\n') is >= 0 and var newline)
            {
                return start + newline + 1;
            }

            end = start;
        }

        return 0;
    }
}
