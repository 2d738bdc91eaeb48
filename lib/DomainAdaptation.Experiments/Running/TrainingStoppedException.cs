namespace DomainAdaptation;

/// <summary>A training was ended by its <see cref="StopFile"/>; the message is one sentence that says how to go on.</summary>
public sealed class TrainingStoppedException : OperationCanceledException
{
    /// <summary>Creates the exception without a message.</summary>
    public TrainingStoppedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public TrainingStoppedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TrainingStoppedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The message alone: the user asked for it, and a notebook shows this below the cell.</summary>
    public override string ToString() => Message;
}
