namespace DomainAdaptation;

/// <summary>How a digit is put over a background.</summary>
public static class Blend
{
    /// <summary>
    /// |photo − digit|, the blend of MNIST-M (v1, §4.1: I_out[ijk] = |I1[ijk] − I2[ijk]|; JMLR, §5.2.4): under white ink the photo
    /// is inverted, elsewhere it stays.
    /// </summary>
    /// <param name="photo">One channel of a pixel of the background.</param>
    /// <param name="digit">The digit there: 0 is no ink, 255 full ink.</param>
    public static byte AbsoluteDifference(byte photo, byte digit) => (byte)Math.Abs(photo - digit);

    /// <summary>max(photo, digit), the blend of v1's early experiment MNIST (max, BG): the ink is white, elsewhere the photo stays.</summary>
    /// <param name="photo">One channel of a pixel of the background.</param>
    /// <param name="digit">The digit there: 0 is no ink, 255 full ink.</param>
    public static byte Maximum(byte photo, byte digit) => Math.Max(photo, digit);
}
