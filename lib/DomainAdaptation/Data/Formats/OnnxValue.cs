namespace DomainAdaptation;

/// <summary>What flows between two nodes of an ONNX graph.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">The shape of one sample, without the dimension of samples: channels × height × width for images in front of a convolution.</param>
internal sealed record OnnxValue(string Name, IReadOnlyList<long> Shape)
{
    /// <summary>How many numbers a sample has.</summary>
    public long Count => Shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>The shape in words: <c>3×28×28</c>.</summary>
    public override string ToString() => string.Join('×', Shape);
}
