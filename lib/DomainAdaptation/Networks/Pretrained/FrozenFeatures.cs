using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What a trained network that is not trained further makes of a domain's images, computed once: training then sees these features in their place.</summary>
/// <remarks>A step on features takes milliseconds where one through the whole network takes seconds, and gives the same gradients for the layers behind.</remarks>
public static class FrozenFeatures
{
    private const int BatchSize = 32;

    /// <summary>The features of a domain's images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="network">The network, up to where it is frozen; it is used as it is in evaluation, on the device it is on, and otherwise left alone.</param>
    /// <param name="normalisation">How the network wants its inputs.</param>
    /// <param name="description">What the features are, such as <c>"SqueezeNet features"</c>; it is added to the name of the domain.</param>
    /// <param name="cache">
    /// A file that keeps them, or null. It is used only if it was made of the same images by the same network, and written anew otherwise;
    /// where it cannot be written, the features are computed each time.
    /// </param>
    /// <returns>The domain with float32 samples [N, …] on the CPU, and its labels.</returns>
    public static LabelledDomain Of(
        LabelledDomain images, nn.Module<Tensor, Tensor> network, Normalisation normalisation, string description, string? cache = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(normalisation);
        var task = TaskOf(images, network, normalisation); // what does not fit is told before hours are spent on all images
        var features = OfUnlabelled(images.WithoutLabels(), network, normalisation, description, cache);
        return new LabelledDomain(features.Name, features.Samples, images.Labels.clone(), task);
    }

    // The labels of pixels stay as they are; a place of the maps then stands for several of them.
    private static ITask TaskOf(LabelledDomain images, nn.Module<Tensor, Tensor> network, Normalisation normalisation)
    {
        if (images.Task is not Segmentation pixels)
        {
            return images.Task;
        }

        using var scope = NewDisposeScope();
        using var first = Compute(images.Take(1).WithoutLabels(), network, normalisation);
        var shape = first.shape[1..];
        var (height, width) = (images.Labels.size(1), images.Labels.size(2));
        var stride = shape.Length == 3 ? height / shape[1] : 0;
        return stride > 0 && height == stride * shape[1] && width == stride * shape[2]
            ? new Segmentation(pixels.ClassCount, pixels.Ignore, (int)stride)
            : throw new ArgumentException(
                $"{images.Name} has a class for each of {height} × {width} pixels, and the network gives {string.Join(" × ", shape)}: it needs maps whose height and width are those of the image divided by one whole number.",
                nameof(images));
    }

    /// <summary>As <see cref="Of"/>, for images without labels, such as a target of one's own.</summary>
    /// <param name="images">The images.</param>
    /// <param name="network">As for <see cref="Of"/>.</param>
    /// <param name="normalisation">As for <see cref="Of"/>.</param>
    /// <param name="description">As for <see cref="Of"/>.</param>
    /// <param name="cache">As for <see cref="Of"/>.</param>
    /// <returns>The domain with float32 samples [N, …] on the CPU.</returns>
    public static UnlabelledDomain OfUnlabelled(
        UnlabelledDomain images, nn.Module<Tensor, Tensor> network, Normalisation normalisation, string description, string? cache = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(normalisation);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        var key = KeyOf(images, network, normalisation);
        var features = cache is null ? null : Read(cache, key, images.Count);
        if (features is null)
        {
            features = Compute(images, network, normalisation);
            if (cache is not null)
            {
                TryWrite(cache, key, features);
            }
        }

        return new UnlabelledDomain($"{images.Name}, {description}", features);
    }

    /// <summary>The features alone; the caller owns them.</summary>
    internal static Tensor Compute(UnlabelledDomain images, nn.Module<Tensor, Tensor> network, Normalisation normalisation)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var device = network.parameters().First().device;
        var training = network.training;
        network.eval();
        try
        {
            var parts = new List<Tensor>();
            for (var start = 0; start < images.Count; start += BatchSize)
            {
                using var batch = NewDisposeScope();
                var samples = images.Samples.narrow(0, start, Math.Min(BatchSize, images.Count - start)).to(device);
                parts.Add(network.call(normalisation.Apply(samples)).cpu().MoveToOuterDisposeScope());
            }

            return cat(parts).contiguous().DetachFromDisposeScope();
        }
        finally
        {
            network.train(training);
        }
    }

    // Everything that the features depend on.
    private static string KeyOf(UnlabelledDomain images, nn.Module network, Normalisation normalisation)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{normalisation} {string.Join('×', images.SampleShape)} {images.Samples.dtype}\n"));
        for (var start = 0; start < images.Count; start += BatchSize)
        {
            using var part = images.Samples.narrow(0, start, Math.Min(BatchSize, images.Count - start)).contiguous();
            hash.AppendData(part.bytes);
        }

        foreach (var (name, tensor) in network.state_dict().OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(tensor.cpu().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Tensor? Read(string path, string key, int count)
    {
        try
        {
            var file = Safetensors.Read(path);
            if (TensorHash.Fits(file) is true && file.Metadata.TryGetValue("of", out var of) && of == key
                && file.Tensors.TryGetValue("features", out var features) && features.dtype == ScalarType.Float32 && features.dim() > 1 && features.shape[0] == count)
            {
                return features;
            }

            file.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null; // a cache that cannot be read is none
        }
    }

    private static void TryWrite(string path, string key, Tensor features)
    {
        try
        {
            var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["features"] = features };
            Safetensors.Write(path, tensors, TensorHash.Sealed(tensors, new Dictionary<string, string>(StringComparer.Ordinal) { ["of"] = key }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The data may lie where one cannot write.
        }
    }
}
