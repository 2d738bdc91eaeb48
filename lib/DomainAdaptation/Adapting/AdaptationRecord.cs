using System.Text.Json;

namespace DomainAdaptation;

/// <summary>What an adaptation to one's own images was asked, found and measured, as text for other programs and for later.</summary>
internal static class AdaptationRecord
{
    // As run records are written, but for people too; what is put together below can only be read.
    private static readonly JsonSerializerOptions Json = new(RunStore.Json) { WriteIndented = true, IgnoreReadOnlyProperties = false };

    /// <summary>The record; what was not measured is absent.</summary>
    public static string Of(AdaptedImages adapted, ImageData data, ImageAdaptationOptions options, DannOptions settings) => JsonSerializer.Serialize(
        new
        {
            Made = DateTimeOffset.UtcNow,
            Options = options,
            Network = adapted.Model.NetworkId,
            Settings = settings,
            Images = data.All.Select(s => new { s.Role, s.Listing.Place, Read = s.Files.Count, PassedOver = s.Skipped.Count }),
            Classes = adapted.Model.ClassNames,
            Tried = adapted.Tried.Select(t => new { t.Method, t.SourceAccuracy, t.EstimatedAccuracy, t.TestAccuracy, t.Temperature, t.ProxyADistance, t.Epochs }),
            Chosen = adapted.Chosen.Method,
            adapted.ChosenBy,
            TestConfusion = adapted.TestConfusion?.Counts, // a row a true class
            adapted.DataFindings,
            adapted.TrainingFindings,
            Environment = ThisMachine.Environment(),
        },
        Json);
}
