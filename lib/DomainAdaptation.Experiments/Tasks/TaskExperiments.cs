namespace DomainAdaptation;

/// <summary>The experiments whose task is no classification of whole samples: pixels, points, bodies. None is in the paper.</summary>
public static class TaskExperiments
{
    /// <summary>All three.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [CamVidExperiment.Create(), FacesExperiment.Create(), MotionExperiment.Create()];
}
