namespace DomainAdaptation;

/// <summary>MNIST (D), a target of the paper's first version (v1, Table 1): digits with thicker strokes.</summary>
public static class MnistDilated
{
    /// <summary>Binary dilation by a 3×3 square of ones: a pixel is full ink when it or one of its eight neighbours has any.</summary>
    /// <param name="digits">The digits: <see cref="Mnist.TrainDigits"/>; not changed.</param>
    /// <param name="binary">False: the darkest ink of the nine instead, which keeps the smooth edges. The paper says "binary".</param>
    /// <returns>Images of the same size with the same labels; a domain is their <see cref="DigitImages.ToDomain"/>.</returns>
    public static DigitImages Build(DigitImages digits, bool binary = true)
    {
        ArgumentNullException.ThrowIfNull(digits);
        int height = digits.Height, width = digits.Width, image = height * width;
        var dilated = new byte[digits.Pixels.Length];
        InParallel.For(digits.Count, i =>
        {
            for (var p = 0; p < image; p++)
            {
                int x = p % width, y = p / width;
                byte most = 0;
                for (var row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
                {
                    for (var column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, width - 1); column++)
                    {
                        most = Math.Max(most, digits.Pixels[(i * image) + (row * width) + column]);
                    }
                }

                dilated[(i * image) + p] = binary && most > 0 ? byte.MaxValue : most;
            }
        });
        return new(digits.Name + (binary ? " dilated 3×3" : " dilated 3×3, gray"), dilated, [.. digits.Labels], height, width);
    }
}
