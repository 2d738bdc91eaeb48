using System.Globalization;
using System.Text;

namespace Workbench.Kernel.Display;

/// <summary>Text that can be written anywhere: no half characters, and no more of it than is shown.</summary>
internal static class ShownText
{
    /// <summary>The text, with U+FFFD in place of each half of a character whose other half is missing, which no encoding can write.</summary>
    public static string Valid(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>So much of the text that no character is cut in half.</summary>
    public static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : Math.Max(length, 0))];

    /// <summary>The text, cut where it is longer than the limit, which an ellipsis shows.</summary>
    public static string Cut(string text, int limit) => text.Length <= limit ? text : Start(text, limit) + "…";

    /// <summary>As <see cref="Cut"/>, and says how much there is.</summary>
    public static string CutAndSay(string text, int limit) =>
        text.Length <= limit ? text : string.Create(CultureInfo.InvariantCulture, $"{Start(text, limit)}… ({limit:N0} of {text.Length:N0} characters)");
}
