namespace DomainAdaptation;

/// <summary>A data set could not be fetched or copied; the message says what was tried, why it failed and what to do.</summary>
public sealed class DataFetchException : IOException
{
    /// <summary>Creates the exception without a message.</summary>
    public DataFetchException()
    {
    }

    /// <summary>Creates the exception with the sentence a user should read.</summary>
    public DataFetchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the sentence a user should read and its cause.</summary>
    public DataFetchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
