using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DomainAdaptation;

/// <summary>Run records in a file, one JSON line each: append-only, and safe with several writers.</summary>
/// <remarks>
/// A writer holds the file alone while it appends, and first cuts off a line that a killed writer left unfinished. A reader
/// skips such a line. So a record is there whole or not at all.
/// </remarks>
public sealed class RunStore
{
    private static readonly JsonSerializerOptions Json = new()
    {
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
    /// <exception cref="IOException">The file cannot be written; it then holds what it held before.</exception>
    public void Append(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var line = Encoding.UTF8.GetBytes(ToJson(record) + "\n");
        AtomicFile.FolderFor(Path);
        using var file = AtomicFile.Opened(Path, () => Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        var end = EndOfLastLine(file);
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
        file.Position = 0;
        var bytes = new byte[end];
        file.ReadExactly(bytes);
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                records.Add(Parse(line, number));
            }
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

    private RunRecord Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(line, Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path}, line {number}, is no run record ({e.Message.Split('.')[0]}). Remove the line, or the file.", e);
        }
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
            catch (IOException e) when (attempt < 500 && e is not (FileNotFoundException or DirectoryNotFoundException) && File.Exists(Path))
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
