using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>Trainings on several threads of one process, which has one stream of random numbers.</summary>
public class TwoTrainingsTests
{
    [Fact]
    public async Task Each_learns_what_it_would_learn_alone()
    {
        var alone = new[] { 1, 2 }.Select(seed => Train(seed, null)).ToList();
        using var meet = new Barrier(2);
        var together = await Task.WhenAll(new[] { 1, 2 }.Select(seed => Task.Factory.StartNew(() => Train(seed, meet), TaskCreationOptions.LongRunning)));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void What_is_drawn_between_two_steps_changes_nothing_and_comes_from_the_users_own_numbers()
    {
        var expected = Train(1, null);
        torch.manual_seed(4);
        var own = Enumerable.Range(0, 12).Select(_ => torch.rand(1).item<float>()).ToList();
        torch.manual_seed(4);
        var drawn = new List<float>();
        using var network = Toy.Network(1);
        var data = Toy.Pair();
        torch.manual_seed(4);
        Trainer.Fit(data, network, new Dann(), Toy.Options.With(seed: 1), new TrainingHooks(OnStep: (_, _) => drawn.Add(torch.rand(1).item<float>())));
        Assert.Equal(expected, Weights.Sha256(network));
        Assert.Equal(own, drawn.Take(12));
    }

    // Step by step with the other one, so that they draw in turns.
    private static string Train(int seed, Barrier? meet)
    {
        using var network = Toy.Network(seed);
        Trainer.Fit(Pair, network, new Dann(), Toy.Options.With(seed: seed), new TrainingHooks(OnStep: (_, _) => meet?.SignalAndWait(TimeSpan.FromMinutes(1))));
        return Weights.Sha256(network);
    }

    // Made once: it seeds the process's random numbers.
    private static DomainPair Pair { get; } = Toy.Pair();
}
