using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>The content of a safetensors file. Disposing it disposes the tensors.</summary>
/// <param name="Tensors">The tensors by name, on the CPU.</param>
/// <param name="Metadata">Free text by key.</param>
public sealed record TensorFile(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) : IDisposable
{
    /// <inheritdoc/>
    public override string ToString() => $"{Tensors.Count} tensors: {string.Join(", ", Tensors.Keys)}";

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
