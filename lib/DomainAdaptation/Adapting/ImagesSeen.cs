using static TorchSharp.torch;

namespace DomainAdaptation;

/// <summary>What a network sees of some image files.</summary>
/// <param name="Samples">Bytes [n, height, width, 3], or features [n, d], of the files that could be read.</param>
/// <param name="Read">Which files those are, by their positions.</param>
/// <param name="Traits">What is unusual about each of them.</param>
/// <param name="Faults">Why each of the others could not be read, by its position.</param>
/// <param name="IsPassing">Whether some of these may be readable the next time.</param>
internal sealed record ImagesSeen(Tensor Samples, IReadOnlyList<int> Read, IReadOnlyList<ImageTraits> Traits, IReadOnlyDictionary<int, string> Faults, bool IsPassing);
