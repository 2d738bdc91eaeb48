using System.Globalization;

namespace DomainAdaptation;

/// <summary>A loss became NaN or infinite; the message says at which step, and what to try.</summary>
public sealed class DivergedException : InvalidOperationException
{
    /// <summary>Creates the exception without a message.</summary>
    public DivergedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public DivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public DivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static DivergedException At(int step, string loss, double value, double learningRate) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The {loss} became {value} at step {step} with a learning rate of {learningRate:G3}. Try a smaller learning rate or domain weight, and look for samples that are not numbers or are far larger than the rest."));
}
