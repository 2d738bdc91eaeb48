namespace DomainAdaptation;

/// <summary>What a method needs of the data, asked before the first step.</summary>
internal static class MethodNeeds
{
    /// <summary>Requires samples of a target, if the method aligns anything to one.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static void RequireTarget(MethodDescription method, AdaptationData data)
    {
        if (method is { Adapts: true, NeedsTarget: true } && data.Targets.Count == 0)
        {
            throw new ArgumentException($"{method.Title} needs samples of the target, and there are none. {Methods.Generalising}", nameof(method));
        }
    }

    /// <summary>Requires the classes that the method reads.</summary>
    /// <exception cref="ArgumentException">The task does not have them.</exception>
    public static void RequireClasses(MethodDescription method, ITask task)
    {
        if ((method.Reads == OutputsRead.ClassOfSample && task is not Classification) || (method.Reads == OutputsRead.Classes && task.ClassCount == 0))
        {
            var fitting = Methods.Unsupervised.Where(m => Methods.Info(m) is { Adapts: true, Reads: OutputsRead.None, Labels: LabelsSeen.Source } && m != Methods.SubspaceAlignment);
            throw new ArgumentException($"{method.Title} needs classes{(method.Reads == OutputsRead.Classes ? "" : " of whole samples")}, and the task is {task}: use {string.Join(", ", fitting)}.", nameof(method));
        }
    }
}
