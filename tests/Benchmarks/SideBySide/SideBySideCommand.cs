using System.CommandLine;

namespace DomainAdaptation.Benchmarks;

/// <summary><c>side-by-side</c>: our training step beside eager PyTorch's, rung by rung.</summary>
internal static class SideBySideCommand
{
    private const string Help = """
        Times whole training steps (64 + 64 images, forward, backward, SGD with momentum) of the library and of PyTorch, side by side.

        Long-lived processes are told in rotating order to take some steps each. What was measured while others used more than 5 % of the
        processors is measured again; when the machine does not become quiet, the benchmark fails rather than quote it. All contenders
        first prove on the same data that they compute the same losses. The peak of the machine is measured in the same rounds.

        The ladder of the library, every rung with those before it: plain, + allocator (large blocks stay with the process), + layout
        (channels-last), + pool first (before the ReLU), + fused (one optimiser step for all weights), + blocked (convolutions in oneDNN's own
        layout), + bf16, which is without the blocks.
        PyTorch: plain (as a user of the Python libraries runs it), tuned (the same allocator, layout, pools and the fastest SGD it has).
        """;

    public static Command Create()
    {
        var nets = new Option<string>("--nets") { Description = "Which networks: mnist, svhn, gtsrb or several with commas.", HelpName = "LIST", DefaultValueFactory = _ => "mnist,svhn,gtsrb" };
        var rounds = new Option<int>("--rounds") { Description = "How often each contender is measured; the table has the medians.", HelpName = "N", DefaultValueFactory = _ => SideBySideOptions.FewestRounds };
        var steps = new Option<int>("--steps") { Description = "Steps of one measurement; 0 means about two seconds' worth.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var threads = new Option<int>("--threads") { Description = "Threads of every contender.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var python = new Option<string>("--python") { Description = "The Python interpreter that has PyTorch.", HelpName = "PATH", DefaultValueFactory = _ => "/usr/bin/python3" };
        var output = new Option<string>("--out") { Description = "Where side-by-side.md and side-by-side.json go.", HelpName = "FOLDER", DefaultValueFactory = _ => Path.Combine("runs", "benchmarks") };
        var noise = new Option<bool>("--allow-noise") { Description = "Measure on a busy machine too, and with few rounds; the table says so." };
        var command = new Command("side-by-side", Help) { nets, rounds, steps, threads, python, output, noise };
        command.SetAction(arguments => Run(new SideBySideOptions(
            [.. arguments.GetValue(nets)!.Split(',').Select(BenchmarkNet.Named)], arguments.GetValue(rounds), arguments.GetValue(steps),
            arguments.GetValue(threads), arguments.GetValue(python)!, arguments.GetValue(output)!, arguments.GetValue(noise))));
        return command;
    }

    private static void Run(SideBySideOptions options)
    {
        options.Validate();
        WorkerProcess.RequireFairPeer(options.Python, options.Threads);
        var rounds = new Rounds(options);
        var report = new SideBySideReport(options, rounds, [.. options.Nets.Select(net => new NetComparison(net, options, rounds).Run())]);
        var table = report.Markdown();
        AtomicFile.WriteText(Path.Combine(options.Out, "side-by-side.md"), table);
        AtomicFile.WriteText(Path.Combine(options.Out, "side-by-side.json"), report.Json());
        Console.WriteLine(table);
        Console.WriteLine($"Written to {Path.Combine(options.Out, "side-by-side.md")} and side-by-side.json.");
    }
}
