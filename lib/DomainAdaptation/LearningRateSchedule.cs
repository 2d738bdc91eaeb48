namespace DomainAdaptation;

/// <summary>The learning rate over the training, μp = μ0 / (1 + αp)^β (Ganin &amp; Lempitsky 2014, §4; JMLR 2016, §5.2.2).</summary>
public static class LearningRateSchedule
{
    /// <summary>The learning rate at a moment of the training.</summary>
    /// <param name="progress">p, from 0 (start) to 1 (end).</param>
    /// <param name="initial">μ0, the learning rate at p = 0.</param>
    /// <param name="alpha">α; 0 keeps the rate constant, as the paper does for MNIST ↔ SVHN.</param>
    /// <param name="beta">β.</param>
    /// <exception cref="ArgumentOutOfRangeException">The progress is not in [0, 1].</exception>
    public static double At(double progress, double initial = 0.01, double alpha = 10, double beta = 0.75)
    {
        if (!(progress is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(progress), progress, "Progress goes from 0 to 1.");
        }

        return initial / Math.Pow(1 + (alpha * progress), beta);
    }
}
