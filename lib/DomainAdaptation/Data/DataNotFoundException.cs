namespace DomainAdaptation;

/// <summary>A data set is not where it was looked for; the message says which file, where, and how to get it.</summary>
public sealed class DataNotFoundException : IOException
{
    /// <summary>Creates the exception without a message.</summary>
    public DataNotFoundException()
    {
    }

    /// <summary>Creates the exception with the sentence a user should read.</summary>
    public DataNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the sentence a user should read and its cause.</summary>
    public DataNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
