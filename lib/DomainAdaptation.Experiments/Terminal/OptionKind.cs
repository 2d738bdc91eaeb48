namespace DomainAdaptation.Reporting;

/// <summary>What the value of an option of a script is; it is checked before the script does anything.</summary>
public enum OptionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>None: the option is there or not, and its value is "yes" or nothing.</summary>
    Switch,

    /// <summary>A whole number of 1 or more.</summary>
    Count,

    /// <summary>A file or folder that is there.</summary>
    Existing,

    /// <summary>As <see cref="Existing"/>, and it may be given several times: see <see cref="ScriptSession.Values"/>.</summary>
    SeveralExisting,

    /// <summary>A folder that may be new; the folder that it is to be made in is there.</summary>
    NewFolder,
}
