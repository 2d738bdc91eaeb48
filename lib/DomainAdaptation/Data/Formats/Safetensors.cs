using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Reads and writes tensors in the safetensors format: the length of a header, the header as JSON, the raw data.</summary>
/// <remarks>
/// Files are untrusted: every length is checked against the file before anything is allocated for it, nothing in a file is
/// executed, and what does not fit is an error that names the file and the tensor.
/// </remarks>
public static class Safetensors
{
    private const int LargestHeader = 16 << 20;
    private const int MostDimensions = 16;
    private const int LongestReason = 300;

    // Each costs libtorch the time of some thousand bytes, however small it is.
    private const int MostTensors = 10_000;

    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["F32"] = ScalarType.Float32, ["F64"] = ScalarType.Float64, ["F16"] = ScalarType.Float16, ["BF16"] = ScalarType.BFloat16,
        ["I64"] = ScalarType.Int64, ["I32"] = ScalarType.Int32, ["I16"] = ScalarType.Int16, ["I8"] = ScalarType.Int8,
        ["U8"] = ScalarType.Byte, ["BOOL"] = ScalarType.Bool,
    };

    /// <summary>Writes tensors, by name in ordinal order, and free text about them; the file appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">There are more than the 10,000 tensors that are read.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count > MostTensors)
        {
            throw new ArgumentException($"{path} would hold {tensors.Count} tensors, more than the {MostTensors} that are read; write several files.", nameof(tensors));
        }

        var names = tensors.Keys.Order(StringComparer.Ordinal).ToList();
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(names, tensors, metadata));
            foreach (var name in names)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensors[name].cpu().contiguous().bytes);
            }
        });
    }

    /// <summary>Reads all tensors of a file into CPU memory.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is truncated or malformed, or its tensors do not cover its data, each byte once; the message names it and says what.</exception>
    public static TensorFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    internal static TensorFile Read(Stream stream, string path)
    {
        NativeBackend.EnsureLoaded();
        var header = ReadHeader(stream, path);
        var data = stream.Position;
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var place in Places(header, stream.Length - data, metadata))
            {
                tensors.Add(place.Name, ReadTensor(stream, data, place));
            }

            return new TensorFile(tensors, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException
                                      or FormatException or OverflowException
                                      or System.Runtime.InteropServices.ExternalException)
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw new InvalidDataException($"{path} is no valid safetensors file: {TextLines.OneLine(e.Message[..Math.Min(e.Message.Length, LongestReason)]).TrimEnd('.')}; fetch or write it again.", e);
        }
    }

    private static byte[] ReadHeader(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[8];
        var length = stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(prefix) : 0;
        if (length is < 2 or > LargestHeader || (long)length > stream.Length - 8)
        {
            throw new InvalidDataException($"{path} is no safetensors file, or it is cut off: its header would be {length} bytes long in a file of {stream.Length}.");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }

    // What the header says, in the order of the data, which it must cover from the first byte to the last, each once.
    private static List<TensorPlace> Places(byte[] header, long length, Dictionary<string, string> metadata)
    {
        using var json = JsonDocument.Parse(header, new() { AllowDuplicateProperties = false });
        var places = new List<TensorPlace>();
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            if (entry.NameEquals("__metadata__"))
            {
                foreach (var item in entry.Value.EnumerateObject())
                {
                    metadata[item.Name] = item.Value.GetString() ?? throw new InvalidDataException("metadata should be text");
                }
            }
            else if (places.Count == MostTensors)
            {
                throw new InvalidDataException(FormattableString.Invariant($"it holds more than {MostTensors:N0} tensors, which is not read here"));
            }
            else
            {
                places.Add(Place(entry.Name, entry.Value));
            }
        }

        places.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var next = 0L;
        foreach (var place in places)
        {
            if (place.Begin != next)
            {
                throw new InvalidDataException($"{TextLines.Shown(place.Name)} begins at byte {place.Begin} of the data, where byte {next} should follow ({(place.Begin < next ? "tensors overlap" : "a hole")})");
            }

            next = place.End;
        }

        return next == length ? places : throw new InvalidDataException($"its tensors take {next} bytes and {length} follow the header");
    }

    private static TensorPlace Place(string name, JsonElement entry)
    {
        if (!Types.TryGetValue(entry.GetProperty("dtype").GetString() ?? "", out var type))
        {
            throw new InvalidDataException($"unknown type {TextLines.Shown(entry.GetProperty("dtype").ToString())}");
        }

        var (shape, offsets) = (Numbers(entry, "shape"), Numbers(entry, "data_offsets"));
        if (offsets is not [var begin, var end] || begin < 0 || end < begin || shape.Any(d => d is < 0 or > int.MaxValue))
        {
            throw new InvalidDataException($"{TextLines.Shown(name)} has an impossible shape or place");
        }

        var size = shape.Aggregate((long)type.ElementSize(), (a, b) => checked(a * b));
        return size == end - begin && size <= int.MaxValue
            ? new(name, type, shape, begin, end)
            : throw new InvalidDataException($"{TextLines.Shown(name)}, a tensor of {size} bytes, has {end - begin} in the file");
    }

    private static long[] Numbers(JsonElement entry, string name)
    {
        var list = entry.GetProperty(name);
        return list.GetArrayLength() <= MostDimensions
            ? [.. list.EnumerateArray().Select(e => e.GetInt64())]
            : throw new InvalidDataException($"{name} holds more than {MostDimensions} numbers");
    }

    private static Tensor ReadTensor(Stream stream, long data, TensorPlace place)
    {
        var bytes = new byte[place.End - place.Begin];
        stream.Position = data + place.Begin;
        stream.ReadExactly(bytes);
        if (place.Type == ScalarType.Bool && bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new InvalidDataException($"{TextLines.Shown(place.Name)} holds truth values other than 0 and 1");
        }

        var tensor = empty(place.Shape, place.Type);
        if (bytes.Length > 0)
        {
            tensor.bytes = bytes;
        }

        return tensor.DetachFromDisposeScope();
    }

    private static byte[] Header(List<string> names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[8]);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var name in names)
            {
                var tensor = tensors[name];
                var size = tensor.numel() * tensor.dtype.ElementSize();
                json.WriteStartObject(name);
                json.WriteString("dtype", Types.First(t => t.Value == tensor.dtype).Key);
                json.WriteStartArray("shape");
                foreach (var dimension in tensor.shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += size);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' '); // the format wants the data aligned
        }

        var bytes = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - 8);
        return bytes;
    }

    private sealed record TensorPlace(string Name, ScalarType Type, long[] Shape, long Begin, long End);
}
