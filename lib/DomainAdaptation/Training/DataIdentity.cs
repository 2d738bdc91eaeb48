using System.Globalization;
using System.Security.Cryptography;

namespace DomainAdaptation;

/// <summary>What tells the data of a training from others, names apart: how many samples of which shape, and the hash of samples and labels.</summary>
internal static class DataIdentity
{
    private const string Hash = ", SHA-256 ";

    /// <summary>Of all that a training sees, one line a domain.</summary>
    public static IReadOnlyList<string> Of(AdaptationData data) =>
    [
        .. data.Sources.Select((s, k) => Of(Domain.SourceAt(k), s.WithoutLabels(), s)),
        // The bounds see one domain.
        .. data.Targets.Select((t, k) => (t, k)).Where(p => !data.Sources.Any(s => ReferenceEquals(s.WithoutLabels(), p.t))).Select(p => Of(Domain.TargetAt(p.k), p.t, null)),
        .. data.LabelledTarget is { } few ? [Of("labelled target", few)] : Array.Empty<string>(),
    ];

    /// <summary>Where two of them differ, in words.</summary>
    public static string Difference(IReadOnlyList<string> saved, IReadOnlyList<string> here)
    {
        var (a, b) = (saved.Except(here, StringComparer.Ordinal).FirstOrDefault() ?? "", here.Except(saved, StringComparer.Ordinal).FirstOrDefault() ?? "");
        a = a.Split(Hash)[0];
        b = b.Split(Hash)[0];
        return a.Length == 0 ? $"without {b}" : b.Length == 0 ? $"with {a}" : a == b ? $"{a}, but with other samples or labels" : $"{a}, and here it is {b}";
    }

    /// <summary>Of a domain in a training.</summary>
    public static string Of(Domain domain, UnlabelledDomain samples, LabelledDomain? labelled) => Of(domain.ToString().ToLowerInvariant(), samples, labelled);

    /// <summary>Of labelled samples by what they are for.</summary>
    public static string Of(string role, LabelledDomain domain) => Of(role, domain.WithoutLabels(), domain);

    private static string Of(string role, UnlabelledDomain domain, LabelledDomain? labelled)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        TensorHash.AppendValues(hash, domain.Samples);
        if (labelled is not null)
        {
            TensorHash.AppendValues(hash, labelled.Labels);
        }

        var classes = labelled is null ? "" : $", {labelled.Task}";
        return string.Create(CultureInfo.InvariantCulture, $"{role} {domain.Name}, {domain.Count} samples of {string.Join('×', domain.SampleShape)}{classes}{Hash}{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }
}
