namespace DomainAdaptation;

/// <summary>What the layers of a network compute in while training. Weights, velocities and losses are 32-bit floats in any case.</summary>
public enum Precision
{
#pragma warning disable CA1720 // The types of numbers are what is chosen here, by the names that libtorch has for them.
    /// <summary>32-bit floats.</summary>
    Float32,
#pragma warning restore CA1720

    /// <summary>Matrix products and convolutions in 16-bit brain floats, everything else in 32 bits: about twice as fast on CPUs that have instructions for it.</summary>
    BFloat16,
}
