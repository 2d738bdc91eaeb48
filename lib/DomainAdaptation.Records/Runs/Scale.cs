namespace DomainAdaptation;

/// <summary>How much of an experiment to run.</summary>
public enum Scale
{
    /// <summary>Seconds: enough to see that everything works, far too little to learn much. For tests.</summary>
    Smoke,

    /// <summary>Minutes on two cores: the shape of the result.</summary>
    Quick,

    /// <summary>The full protocol.</summary>
    Paper,
}
