namespace DomainAdaptation;

/// <summary>Digits over patches of photos: what MNIST-M and its early relative have in common.</summary>
internal static class DigitsOverPhotos
{
    /// <param name="digits">The digits.</param>
    /// <param name="photos">The photos.</param>
    /// <param name="seed">Photo and position are drawn anew for each digit, image i from the seed and i.</param>
    /// <param name="purpose">The stream of random numbers: see <see cref="Seeds"/>.</param>
    /// <param name="size">Rows and columns; the digits are padded to it.</param>
    /// <param name="binary">Whether ink is full ink or none.</param>
    /// <param name="blend">One channel of the photo and the ink there, to one channel of the image.</param>
    /// <returns>Bytes [N, size, size, 3].</returns>
    /// <exception cref="InvalidDataException">A photo is smaller than the patch.</exception>
    public static byte[] Build(DigitImages digits, Photos photos, int seed, string purpose, int size, bool binary, Func<byte, byte, byte> blend)
    {
        var ink = digits.PadTo(size);
        for (var i = 0; i < photos.Count; i++)
        {
            var photo = photos.Images[i];
            if (photo.Width < size || photo.Height < size)
            {
                throw new InvalidDataException($"{photos.Files[i]} has {photo.Width}×{photo.Height} pixels, smaller than the {size}×{size} patch under a digit; remove it.");
            }
        }

        var pixels = new byte[checked(ink.Pixels.Length * 3)];
        InParallel.For(ink.Count, i =>
        {
            var random = Seeds.Generator(seed, purpose, i);
            var photo = photos.Images[random.Next(photos.Count)];
            int left = random.Next(photo.Width - size + 1), top = random.Next(photo.Height - size + 1);
            for (var p = 0; p < size * size; p++)
            {
                var digit = ink.Pixels[(i * size * size) + p];
                digit = binary && digit > 0 ? (byte)255 : digit;
                var from = 3 * (((top + (p / size)) * photo.Width) + left + (p % size));
                var to = 3 * ((i * size * size) + p);
                for (var channel = 0; channel < 3; channel++)
                {
                    pixels[to + channel] = blend(photo.Pixels[from + channel], digit);
                }
            }
        });
        return pixels;
    }
}
