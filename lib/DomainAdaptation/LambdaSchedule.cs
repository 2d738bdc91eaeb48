namespace DomainAdaptation;

/// <summary>The adaptation factor λ over the training, λp = 2 / (1 + e^(−γp)) − 1 (Ganin &amp; Lempitsky 2014, §4; JMLR 2016, §5.2.2).</summary>
public static class LambdaSchedule
{
    /// <summary>λ at a moment of the training: 0 at the start, so that noisy early domain gradients do no harm, then towards 1.</summary>
    /// <param name="progress">p, from 0 (start) to 1 (end).</param>
    /// <param name="gamma">γ = 10 in all of the paper's experiments; 0 switches the adaptation off.</param>
    /// <exception cref="ArgumentOutOfRangeException">The progress is not in [0, 1].</exception>
    public static double At(double progress, double gamma = 10)
    {
        if (!(progress is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(progress), progress, "Progress goes from 0 to 1.");
        }

        return (2 / (1 + Math.Exp(-gamma * progress))) - 1;
    }
}
