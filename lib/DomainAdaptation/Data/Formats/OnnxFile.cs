using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>Reads the weights out of a model in the ONNX format: its initialisers of 32-bit floats, by name. The graph itself is not looked at.</summary>
/// <remarks>
/// A model is a message of Protocol Buffers: fields of a number and a wire type, some of which hold messages themselves. Here the path is
/// ModelProto.graph (7), GraphProto.initializer (5), and of a TensorProto its dims (1), data_type (2), float_data (4), name (8) and raw_data (9).
/// Files are untrusted: every length is checked against what encloses it before anything is allocated for it.
/// </remarks>
internal static class OnnxFile
{
    private const long LargestFile = 1 << 30;
    private const int MostTensors = 10_000, MostDimensions = 16, Floats = 1;

    /// <summary>The tensors, on the CPU.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is truncated or malformed; the message names it and says what is wrong.</exception>
    public static TensorFile ReadInitialisers(string path)
    {
        var length = new FileInfo(path).Length;
        return ReadInitialisers(length <= LargestFile ? File.ReadAllBytes(path) : throw new InvalidDataException($"{path} is of {length} bytes; at most {LargestFile} are read."), path);
    }

    internal static TensorFile ReadInitialisers(byte[] content, string path)
    {
        NativeBackend.EnsureLoaded();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            var model = new ProtocolBuffer(content);
            while (model.Next())
            {
                if (model.Field != 7)
                {
                    continue;
                }

                var graph = new ProtocolBuffer(model.Bytes);
                while (graph.Next())
                {
                    if (graph.Field == 5)
                    {
                        Add(tensors, graph.Bytes);
                    }
                }
            }

            return new TensorFile(tensors, new Dictionary<string, string>(StringComparer.Ordinal));
        }
        catch (InvalidDataException e)
        {
            new TensorFile(tensors, new Dictionary<string, string>(StringComparer.Ordinal)).Dispose();
            throw new InvalidDataException($"{path} is no valid ONNX file: {e.Message}; fetch it again.", e);
        }
    }

    private static void Add(Dictionary<string, Tensor> tensors, ReadOnlyMemory<byte> message)
    {
        var (name, type) = ("", 0UL);
        var shape = new List<long>();
        ReadOnlyMemory<byte> data = default;
        var fields = new ProtocolBuffer(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1 when shape.Count < MostDimensions:
                    shape.AddRange(fields.Numbers().Take(MostDimensions).Select(d => d <= int.MaxValue ? (long)d : throw new InvalidDataException("a tensor has an impossible shape")));
                    break;
                case 2:
                    type = fields.Number;
                    break;
                case 8:
                    name = Encoding.UTF8.GetString(fields.Bytes.Span);
                    break;
                case 4 or 9: // as a list of floats or as their bytes: the same in a file
                    data = fields.Bytes;
                    break;
                default:
                    break;
            }
        }

        if (type != Floats)
        {
            return; // shapes and the like
        }

        if (tensors.Count == MostTensors)
        {
            throw new InvalidDataException($"it holds more than {MostTensors} tensors, which is not read here");
        }

        var size = shape.Aggregate((Int128)sizeof(float), (a, b) => a > int.MaxValue ? a : a * b);
        if (size != data.Length)
        {
            throw new InvalidDataException($"{TextLines.Shown(name)}, [{string.Join(", ", shape)}], has {data.Length} bytes in the file");
        }

        var values = new float[data.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data.Span[(i * sizeof(float))..]);
        }

        if (!tensors.TryAdd(name, tensor(values, [.. shape]).DetachFromDisposeScope()))
        {
            throw new InvalidDataException($"two tensors are called {TextLines.Shown(name)}");
        }
    }
}
