using static TorchSharp.torch;

namespace DomainAdaptation.Tests;

public class WeightAverageTests
{
    // The share of step n is 9 / (10 + n), and never less than 1 − decay.
    [Fact]
    public void The_average_follows_by_its_share_and_what_does_not_move_stays_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Architectures.Mnist(seed: 1);
        using var average = WeightAverage.Of(network, decay: 0.998)!;
        var still = network.state_dict().Values.Last();
        var moving = network.state_dict().Values.First();
        var (start, before) = (moving.clone(), still.clone());
        moving.add_(11);
        average.Update();
        var expected = start + 9;
        average.Update();
        expected += (moving - expected) * (9.0 / 12);
        using (average.Lend())
        {
            Assert.True(allclose(expected, moving, rtol: 1e-5, atol: 1e-5));
            Assert.True(allclose(before, still, rtol: 0, atol: 0));
        }

        Assert.True(allclose(start + 11, moving)); // what was lent is given back
    }
}
