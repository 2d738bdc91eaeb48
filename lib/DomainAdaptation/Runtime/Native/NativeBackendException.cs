namespace DomainAdaptation;

/// <summary>libtorch cannot be used on this machine; the message says what is missing and what to do.</summary>
public sealed class NativeBackendException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public NativeBackendException()
    {
    }

    /// <summary>Creates the exception with the sentence a user should read.</summary>
    public NativeBackendException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the sentence a user should read and its cause.</summary>
    public NativeBackendException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
