using System.Buffers.Binary;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>A model in the ONNX format that grows node by node. The numbers of the fields are those of the format's onnx.proto.</summary>
/// <remarks>Weights are read only when the file is written, one after another.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Types of tensors as the format numbers them.</summary>
    public const int Float = 1, UInt8 = 2, Int64 = 7;

    // IR 8 with operators 17 is of 2022: old enough for every runtime in use, and new enough for all that is written here.
    private const int IrVersion = 8, Operators = 17;
    private const int NodeField = 1, NameField = 2, InitialiserField = 5, InputField = 11, OutputField = 12;

    private readonly ProtocolBufferWriter graph = new ProtocolBufferWriter().Text(NameField, "classifier");

    /// <summary>Adds what the model is given.</summary>
    public OnnxValue Input(string name, int type, IReadOnlyList<long> shape)
    {
        graph.Message(InputField, Described(name, type, shape));
        return new(name, shape);
    }

    /// <summary>Adds what the model gives back: the output of a node, by its name.</summary>
    public void Output(string name, int type, IReadOnlyList<long> shape) => graph.Message(OutputField, Described(name, type, shape));

    /// <summary>Adds a node with one output, behind those that make its inputs.</summary>
    /// <param name="operation">The name of the operation, such as <c>Conv</c>.</param>
    /// <param name="name">The name of the node and of its output.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Names with a <see cref="long"/>, a list of them, or a <see cref="float"/>.</param>
    /// <returns>The name of the output.</returns>
    public string Node(string operation, string name, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtocolBufferWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, name).Text(3, name).Text(4, operation);
        foreach (var (attribute, value) in attributes)
        {
            node.Message(5, Attribute(attribute, value));
        }

        graph.Message(NodeField, node);
        return name;
    }

    /// <summary>Adds a tensor of a network, as float32. It must live, and stay as it is, until the model is written.</summary>
    /// <returns>Its name.</returns>
    public string Weight(string name, Tensor tensor) => Initialiser(name, Float, tensor.shape, tensor.numel() * sizeof(float), stream =>
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        stream.Write(tensor.to(ScalarType.Float32).cpu().contiguous().bytes);
    });

    /// <summary>Adds numbers: one, or a row of them.</summary>
    /// <returns>Their name.</returns>
    public string Floats(string name, params float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return Initialiser(name, Float, [values.Length], bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>Adds a row of whole numbers.</summary>
    /// <returns>Its name.</returns>
    public string Integers(string name, params long[] values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return Initialiser(name, Int64, [values.Length], bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>Writes the model; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="producer">The version of whoever made it.</param>
    /// <param name="metadata">Free text about it, by key.</param>
    /// <exception cref="NotSupportedException">It takes 2 GB or more, which the format has no room for.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    public void Write(string path, string producer, IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ProtocolBufferWriter().Number(1, IrVersion).Text(2, "DomainAdaptation").Text(3, producer).Message(7, graph)
            .Message(8, new ProtocolBufferWriter().Text(1, "").Number(2, Operators));
        foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            model.Message(14, new ProtocolBufferWriter().Text(1, key).Text(2, value));
        }

        if (model.Length > int.MaxValue)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"{path} would take {model.Length:N0} bytes, and an ONNX file has room for less than 2 GB: write a smaller network."));
        }

        AtomicFile.Write(path, model.WriteTo);
    }

    private string Initialiser(string name, int type, IReadOnlyList<long> shape, long length, Action<Stream> write)
    {
        var tensor = new ProtocolBufferWriter();
        foreach (var dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        graph.Message(InitialiserField, tensor.Number(2, type).Text(8, name).Content(9, length, write));
        return name;
    }

    // A tensor whose first dimension, the number of samples, is free and called n.
    private static ProtocolBufferWriter Described(string name, int type, IReadOnlyList<long> shape)
    {
        var dimensions = new ProtocolBufferWriter().Message(1, new ProtocolBufferWriter().Text(2, "n"));
        foreach (var dimension in shape)
        {
            dimensions.Message(1, new ProtocolBufferWriter().Number(1, dimension));
        }

        var tensor = new ProtocolBufferWriter().Number(1, type).Message(2, dimensions);
        return new ProtocolBufferWriter().Text(1, name).Message(2, new ProtocolBufferWriter().Message(1, tensor));
    }

    private static ProtocolBufferWriter Attribute(string name, object value)
    {
        var attribute = new ProtocolBufferWriter().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Float(2, number).Number(20, 1);
            case long number:
                return attribute.Number(3, number).Number(20, 2);
            default:
                foreach (var number in (IEnumerable<long>)value)
                {
                    attribute.Number(8, number);
                }

                return attribute.Number(20, 7);
        }
    }
}
