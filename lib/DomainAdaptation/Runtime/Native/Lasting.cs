namespace DomainAdaptation;

/// <summary>How long a verdict stands: for this process (chance, or no trial could be made), for a day (time ran out), or as long as processor and versions stay.</summary>
internal enum Lasting
{
    Process,
    Day,
    Always,
}
