namespace DomainAdaptation;

/// <summary>Random changes of training images that leave their labels true, drawn anew for every image of every step, source and target alike. Not in the paper.</summary>
/// <param name="Shift">The most pixels by which an image moves, up, down and sideways; its border pixels fill what becomes free.</param>
/// <param name="Flip">Whether every other image, by chance, is its mirror image: for things, not for digits.</param>
/// <param name="Invert">Whether every other image, by chance, is its negative: bright becomes dark (French et al. 2018 change MNIST's intensities so).</param>
public sealed record Augmentation(int Shift = 0, bool Flip = false, bool Invert = false)
{
    /// <summary>A copy with some values changed.</summary>
    public Augmentation With(int? shift = null, bool? flip = null, bool? invert = null) => new(shift ?? Shift, flip ?? Flip, invert ?? Invert);
}
