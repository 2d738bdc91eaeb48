using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DomainAdaptation;

/// <summary>JSON of our own types, also in a C# file that is run by itself: there reflection is switched off for whoever does not name its resolver.</summary>
internal static class ReflectedJson
{
    /// <summary>The default settings, with that resolver.</summary>
    public static JsonSerializerOptions Options { get; } = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
}
