namespace DomainAdaptation.Tests;

public sealed class SchedulesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.46211715726)] // 2/(1+e^-1) - 1
    [InlineData(0.5, 0.98661429815)]
    [InlineData(1, 0.99990920426)]
    public void Lambda_follows_the_papers_formula(double progress, double expected) =>
        Assert.Equal(expected, LambdaSchedule.At(progress), 10);

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(1, 0.0016556)] // 0.01 / 11^0.75
    public void The_learning_rate_follows_the_papers_formula(double progress, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.At(progress), 7);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Progress_outside_0_to_1_is_refused(double progress)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LambdaSchedule.At(progress));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.At(progress));
    }
}
