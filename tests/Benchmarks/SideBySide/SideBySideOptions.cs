namespace DomainAdaptation.Benchmarks;

/// <summary>What the side-by-side benchmark is told.</summary>
/// <param name="Nets">The networks to measure.</param>
/// <param name="Rounds">How often each contender is measured.</param>
/// <param name="Steps">Steps of a measurement, or 0 for about two seconds' worth.</param>
/// <param name="Threads">Threads of every contender.</param>
/// <param name="Python">The interpreter that has PyTorch.</param>
/// <param name="Out">The folder for table and figures.</param>
/// <param name="Contenders">The contenders to measure, by their names on the command line; all when there are none.</param>
/// <param name="Resume">Whether nets that the folder already holds are taken from there.</param>
/// <param name="AllowNoise">Whether measurements count during which others used the machine.</param>
internal sealed record SideBySideOptions(IReadOnlyList<BenchmarkNet> Nets, int Rounds, int Steps, int Threads, string Python, string Out, IReadOnlyList<string> Contenders, bool Resume, bool AllowNoise)
{
    /// <summary>With fewer rounds a median is no figure to quote.</summary>
    public const int FewestRounds = 9;

    /// <summary>The figures, round by round.</summary>
    public string JsonPath => Path.Combine(Out, "side-by-side.json");

    /// <summary>The table.</summary>
    public string TablePath => Path.Combine(Out, "side-by-side.md");

    /// <exception cref="BenchmarkException">A value makes no sense; the message says which.</exception>
    public void Validate()
    {
        if (Rounds < 1 || Threads < 1 || Steps < 0)
        {
            throw new BenchmarkException("--rounds and --threads must be 1 or more, --steps 0 or more.");
        }

        Contender.Chosen(Python, Contenders);
        if (Rounds < FewestRounds && !AllowNoise)
        {
            throw new BenchmarkException(FormattableString.Invariant($"{Rounds} rounds are too few for figures to quote: take {FewestRounds} or more, or say --allow-noise to try the benchmark itself."));
        }

        if (!ForeignLoad.CanBeMeasured && !AllowNoise)
        {
            throw new BenchmarkException("This system has no /proc/stat that tells who uses the processors: only with --allow-noise can be measured here.");
        }
    }
}
