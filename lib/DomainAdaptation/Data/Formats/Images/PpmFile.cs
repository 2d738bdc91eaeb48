using System.Globalization;

namespace DomainAdaptation;

/// <summary>Reads PPM images, which GTSRB's authors use: "P6", width, height, 255, bytes R, G, B.</summary>
internal static class PpmFile
{
    public static bool IsPpm(byte[] content) => content is [(byte)'P', (byte)'6', ..];

    /// <param name="content">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="admit">As for <see cref="ImageFile.Read"/>.</param>
    /// <exception cref="InvalidDataException">It is no whole image of that kind.</exception>
    public static RgbImage Decode(byte[] content, string name, Action<int, int>? admit)
    {
        var at = 2;
        int width = ReadNumber(content, ref at, name), height = ReadNumber(content, ref at, name), brightest = ReadNumber(content, ref at, name);
        if (brightest != 255)
        {
            throw new InvalidDataException($"{name} is a PPM image with values up to {brightest}; only 255 is read.");
        }

        // One white space, and the bytes begin. Nothing is allocated that is not there.
        var length = 3L * width * height;
        if (width == 0 || height == 0 || content.Length - (at + 1) < length)
        {
            throw new InvalidDataException($"{name} is truncated: {width}×{height} pixels need {length} bytes, but no more than {Math.Max(0, content.Length - at - 1)} follow; fetch or copy it again.");
        }

        admit?.Invoke(width, height);
        return new(content.AsSpan(at + 1, (int)length).ToArray(), width, height);
    }

    private static int ReadNumber(byte[] content, ref int at, string name)
    {
        while (at < content.Length && (IsSpace(content[at]) || content[at] == '#'))
        {
            // A comment goes to the end of its line.
            at = content[at] != '#' ? at + 1 : Array.IndexOf(content, (byte)'\n', at) is var end && end >= 0 ? end : content.Length;
        }

        var start = at;
        while (at < content.Length && char.IsAsciiDigit((char)content[at]) && at - start < 9)
        {
            at++;
        }

        return at > start && at < content.Length && IsSpace(content[at])
            ? int.Parse(content.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"{name} is a damaged PPM image: its header should be P6, width, height and 255; fetch or copy it again.");
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 11 or 12;
}
