namespace DomainAdaptation.Tests;

/// <summary>What might end the process on this processor is tried in a child first. The children here are real, and so are their ends.</summary>
public sealed class TrialTests : IDisposable
{
    private static readonly TrialVerdict Works = new("", DateTimeOffset.MaxValue);

    private readonly TemporaryFolder folder = new();
    private readonly IDisposable asTheMachineAllows = FastPath.Only("");

    public void Dispose()
    {
        asTheMachineAllows.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("SIGFPE", "was ended by SIGFPE")]
    [InlineData("SIGSEGV", "was ended by SIGSEGV")]
    [InlineData("SIGILL", "was ended by SIGILL")]
    [InlineData("SIGABRT", "was ended by SIGABRT")]
    [InlineData("hang", "was not done after")]
    [InlineData("NaN", "gave what is no number")]
    [InlineData("numbers", "gave other numbers")]
    public void Training_goes_on_without_a_part_that_fails_its_trial_and_says_so(string how, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || !how.StartsWith("SIG", StringComparison.Ordinal), "the faults are made by Linux's C library");
        var store = Store();
        store.Add(FastPath.BlockedPart, Works); // the long one
        store.Add(Trial.Plain, Works);
        store.Add(FastPath.WidePart, Works); // what this process does was decided when it began
        using var plan = Saboteur.Plan(FastPath.FusedPart, how);
        var trial = Sabotaged(store, patience: how == "hang" ? 20 : 120, FastPath.FusedPart);
        using var here = Trial.Use(trial);

        var trained = Train();

        Assert.Equal(1, trial.Children);
        Assert.False(FastPath.Fused);
        var record = ThisMachine.Environment().FastPath!;
        Assert.Contains("; fused is off: its trial " + said, record, StringComparison.Ordinal);
        Assert.DoesNotContain("fused,", record, StringComparison.Ordinal);
        using var without = FastPath.Only(FastPath.BlocksHelp ? "allocator,layout,blocked,pool-first" : "allocator,layout,pool-first");
        Assert.Equal(Train(), trained);
    }

    [Fact]
    public void After_a_part_that_ended_its_child_another_child_tries_the_rest_and_nothing_is_tried_twice()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the faults are made by Linux's C library");
        using var plan = Saboteur.Plan(FastPath.FusedPart, "SIGSEGV");
        var first = Sabotaged(Store(), 120, FastPath.FusedPart, FastPath.BlockedPart);
        Assert.Null(first.Hindrance(Trial.Plain));
        Assert.Null(first.Hindrance(FastPath.BlockedPart));
        var reason = first.Hindrance(FastPath.FusedPart);
        Assert.StartsWith("was ended by SIGSEGV", reason, StringComparison.Ordinal);
        Assert.Equal(2, first.Children);

        var second = Sabotaged(Store(), 120, FastPath.FusedPart, FastPath.BlockedPart);
        Assert.Equal([null, reason, null], new[] { Trial.Plain, FastPath.FusedPart, FastPath.BlockedPart }.Select(second.Hindrance));
        Assert.Equal(0, second.Children);
    }

    [Fact]
    public void Another_code_of_products_is_tried_in_a_child_of_its_own_and_the_others_are_not_lost_with_it()
    {
        Assert.SkipUnless(MatrixProducts.WideCodeIsWithheld && HiddenSymbols.MklIsIntel is not null, "MKL has no other code to offer here");
        using var plan = Saboteur.Plan(FastPath.WidePart, "SIGILL");
        var trial = Sabotaged(Store(), 120, FastPath.WidePart, FastPath.FusedPart);
        Assert.Null(trial.Hindrance(Trial.Plain));
        Assert.StartsWith("was ended by SIGILL", trial.Hindrance(FastPath.WidePart), StringComparison.Ordinal);
        Assert.Null(trial.Hindrance(FastPath.FusedPart));
        Assert.Equal(2, trial.Children);
    }

    [Fact]
    public void A_processor_on_which_even_the_plain_step_dies_is_told_in_one_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the faults are made by Linux's C library");
        using var plan = Saboteur.Plan(Trial.Plain, "SIGILL");
        Assert.Equal(
            "This processor cannot run libtorch 2.10.0: a trial of loading it and of one plain training step was ended by SIGILL, an instruction that this processor does not have. Use another machine.",
            NativeBackend.Refusal(Sabotaged(Store(), 120)));
    }

    [Fact]
    public void What_is_forced_is_not_tried()
    {
        var trial = Sabotaged(Store(), 120, FastPath.FusedPart);
        using var here = Trial.Use(trial);
        using (FastPath.Only("fused"))
        {
            Assert.True(FastPath.Fused);
            Assert.False(FastPath.Blocked);
        }

        using (FastPath.Only("none"))
        {
            Assert.False(FastPath.Fused);
        }

        using (FastPath.Only("all"))
        {
            Assert.Equal(FastPath.BlocksHelp, FastPath.Blocked);
        }

        Assert.Equal(0, trial.Children);
    }

    [Fact]
    public void Without_a_cache_that_can_be_written_the_trial_is_made_all_the_same()
    {
        var trial = Sabotaged(new TrialVerdicts(folder.Write("file", "no folder"), "key"), 120);
        Assert.Null(trial.Hindrance(Trial.Plain));
        Assert.Equal(1, trial.Children);
    }

    [Fact]
    public void A_verdict_for_another_processor_does_not_count_even_under_the_same_name()
    {
        var ours = Store();
        var theirs = new TrialVerdicts(folder.Path, "another processor");
        theirs.Add(FastPath.FusedPart, Works);
        File.Copy(theirs.File!, ours.File!);
        Assert.Empty(ours.Read());
        Assert.Single(theirs.Read());
    }

    [Fact]
    public void A_damaged_cache_is_no_cache()
    {
        var store = Store();
        store.Add(FastPath.FusedPart, new TrialVerdict("was ended by SIGFPE", DateTimeOffset.MaxValue));
        store.Add(FastPath.BlockedPart, Works);
        Assert.Equal(2, store.Read().Count);
        var whole = File.ReadAllBytes(store.File!);
        Assert.All(Enumerable.Range(0, whole.Length), length =>
        {
            File.WriteAllBytes(store.File!, whole[..length]);
            Assert.Empty(store.Read());
        });
        foreach (var content in new[] { "key\nfused\nend", "key\nfused\tyesterday\t\nend", "key\n\0\0\0\nend", "\n\n\n", new string('x', 1 << 21) })
        {
            File.WriteAllText(store.File!, content);
            Assert.Empty(store.Read());
        }

        File.WriteAllBytes(store.File!, [0xFF, 0xFE, 0x00, 0xD8]);
        Assert.Empty(store.Read());
        store.Add(FastPath.FusedPart, Works);
        Assert.Equal(Works, store.Read()[FastPath.FusedPart]);
    }

    [Fact]
    public void A_cache_that_cannot_be_read_or_written_is_no_cache()
    {
        var store = Store();
        Directory.CreateDirectory(store.File!); // a folder where the file should be
        store.Add(FastPath.FusedPart, Works);
        Assert.Empty(store.Read());
        var nowhere = new TrialVerdicts("", "key");
        nowhere.Add(FastPath.FusedPart, Works);
        Assert.Empty(nowhere.Read());
        if (OperatingSystem.IsLinux())
        {
            var readOnly = new TrialVerdicts("/proc/trials", "key"); // where nobody can write, not even root
            readOnly.Add(FastPath.FusedPart, Works);
            Assert.Empty(readOnly.Read());
        }
    }

    [Fact]
    public void What_took_too_long_is_tried_again_another_day()
    {
        var store = Store();
        store.Add(FastPath.FusedPart, new TrialVerdict("was not done after 30 seconds", DateTimeOffset.UtcNow.AddSeconds(-1)));
        store.Add(FastPath.BlockedPart, new TrialVerdict("was not done after 30 seconds", DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal([FastPath.BlockedPart], store.Read().Keys);
    }

    [Fact]
    public void Two_writers_at_once_leave_a_whole_file()
    {
        Parallel.For(0, 64, i => Store().Add($"part {i % 4}", Works));
        Assert.All(Store().Read(), v => Assert.Equal(Works, v.Value));
        Assert.NotEmpty(Store().Read());
    }

    [Theory]
    [InlineData(137, "was ended from outside by signal 9")]
    [InlineData(130, "was ended from outside by signal 2")]
    [InlineData(3, "could not be made: its process ended with code 3")]
    public void What_is_not_the_processors_fault_is_not_kept(int exitCode, string said)
    {
        Assert.Equal((said, Lasting.Process), Ending.Of(exitCode));
    }

    private TrialVerdicts Store() => new(folder.Path, "key");

    private static Trial Sabotaged(TrialVerdicts store, int patience, params string[] parts) =>
        new(store, new TrialSettings { Parts = () => parts, Patience = TimeSpan.FromSeconds(patience), Saboteur = typeof(Saboteur) });

    private static string Train()
    {
        using var network = Toy.Network();
        AdversarialTrainer.Fit(Toy.Pair(), network, Toy.Options.With(epochs: 1));
        return Weights.Sha256(network);
    }
}
