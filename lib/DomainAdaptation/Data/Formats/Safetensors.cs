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

    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["F32"] = ScalarType.Float32, ["F64"] = ScalarType.Float64, ["F16"] = ScalarType.Float16, ["BF16"] = ScalarType.BFloat16,
        ["I64"] = ScalarType.Int64, ["I32"] = ScalarType.Int32, ["I16"] = ScalarType.Int16, ["I8"] = ScalarType.Int8,
        ["U8"] = ScalarType.Byte, ["BOOL"] = ScalarType.Bool,
    };

    /// <summary>Writes tensors, by name in ordinal order, and free text about them; the file appears whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
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
    /// <exception cref="InvalidDataException">The file is truncated or malformed; the message names it and says where.</exception>
    public static TensorFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    internal static TensorFile Read(Stream stream, string path)
    {
        NativeBackend.EnsureLoaded();
        var header = ReadHeader(stream, path);
        long data = stream.Position, left = stream.Length - data;
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (entry.NameEquals("__metadata__"))
                {
                    foreach (var item in entry.Value.EnumerateObject())
                    {
                        metadata[item.Name] = item.Value.GetString() ?? "";
                    }
                }
                else if (tensors.ContainsKey(entry.Name))
                {
                    throw new InvalidDataException("it appears twice");
                }
                else
                {
                    var tensor = ReadTensor(stream, data, entry.Value);
                    tensors.Add(entry.Name, tensor);
                    // A short header could name the same bytes a thousand times.
                    if ((left -= tensor.numel() * tensor.dtype.ElementSize()) < 0)
                    {
                        throw new InvalidDataException("tensors overlap");
                    }
                }
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

            throw new InvalidDataException($"{path} is no valid safetensors file: {TextLines.OneLine(e.Message).TrimEnd('.')}, after {tensors.Count} tensors. Fetch or write it again.", e);
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

    private static Tensor ReadTensor(Stream stream, long data, JsonElement entry)
    {
        if (!Types.TryGetValue(entry.GetProperty("dtype").GetString() ?? "", out var type))
        {
            throw new InvalidDataException($"unknown type {TextLines.Shown(entry.GetProperty("dtype").ToString())}");
        }

        var shape = entry.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64()).ToArray();
        if (offsets is not [var begin, var end] || begin < 0 || end < begin || end > stream.Length - data || shape.Length > 16 || shape.Any(d => d is < 0 or > int.MaxValue))
        {
            throw new InvalidDataException("a tensor lies outside the file");
        }

        var size = shape.Aggregate((long)type.ElementSize(), (a, b) => checked(a * b));
        if (size != end - begin || size > int.MaxValue)
        {
            throw new InvalidDataException($"a tensor of {size} bytes has {end - begin} in the file");
        }

        var bytes = new byte[size];
        stream.Position = data + begin;
        stream.ReadExactly(bytes);
        var tensor = empty(shape, type);
        if (size > 0)
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
}
