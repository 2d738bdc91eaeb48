using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace DomainAdaptation;

/// <summary>Says what a network expects and what it was given, where libtorch speaks of mat1 and mat2.</summary>
internal static partial class ShapeMismatch
{
    /// <summary>Runs a network on samples.</summary>
    /// <exception cref="ArgumentException">They do not fit; the message has their size, and what the layer that refused them expects and was given.</exception>
    public static T Guard<T>(IReadOnlyList<long> sampleShape, DomainAdversarialNetwork network, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is ExternalException || (e is ArgumentException && Channels().IsMatch(e.Message)))
        {
            throw new ArgumentException($"The network does not take samples of {string.Join("×", sampleShape)}: {Explain(e.Message)}.", nameof(network), e);
        }
    }

    /// <summary>The first line of libtorch's message in words that name the layer, where it is one that is known.</summary>
    internal static string Explain(string message)
    {
        var line = message.Split('\n')[0];
        return Linear().Match(line) is { Success: true } linear
            ? $"a linear layer expects {linear.Groups["expected"]} values a sample and is given {linear.Groups["given"]}. "
                + "Make them of the size that the network was made for, or the network for theirs"
            : Channels().Match(line) is { Success: true } channels ? $"a convolution expects {channels.Groups["expected"]} channels"
            : Kernel().Match(line) is { Success: true } kernel
                ? $"they are too small: a convolution of {Times(kernel.Groups["kernel"].Value)} is given {Times(kernel.Groups["given"].Value)} with its padding"
            : line.TrimEnd('.', ' ');
    }

    private static string Times(string size) => size.Replace(" x ", "×", StringComparison.Ordinal);

    [GeneratedRegex(@"mat1 and mat2 shapes cannot be multiplied \(\d+x(?<given>\d+) and (?<expected>\d+)x\d+\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Linear();

    // The first is TorchSharp's, the second libtorch's.
    [GeneratedRegex(@"batched\) input with (?<expected>\d+) channels|expected input\[[^\]]*\] to have (?<expected>\d+) channels", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Channels();

    [GeneratedRegex(@"Calculated padded input size per channel: \((?<given>[\d x]+)\)\. Kernel size: \((?<kernel>[\d x]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kernel();
}
