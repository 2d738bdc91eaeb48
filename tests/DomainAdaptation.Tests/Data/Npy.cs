using System.IO.Compression;
using System.Text;

namespace DomainAdaptation.Tests;

/// <summary>Makes NumPy's files.</summary>
internal static class Npy
{
    public static byte[] File(string type, string shape, byte[] content, bool fortran = false, int version = 1)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight(header.Length + 63 - ((header.Length + 10) % 64)) + '\n';
        byte[] length = version == 1 ? [.. BitConverter.GetBytes((ushort)header.Length)] : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. content];
    }

    public static byte[] Floats(string shape, params float[] values) => File("<f4", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Archive(params (string Name, byte[] Content)[] arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = archive.CreateEntry(name + ".npy").Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
