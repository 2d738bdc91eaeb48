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
        A net's table is written as soon as it is there; --resume goes on with the others.

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
        var contenders = new Option<string>("--contenders") { Description = "Which of them, with commas, such as plain,bf16,pytorch-plain,pytorch-tuned,pytorch-bf16; the fastest in 32 bits always is one. All by default.", HelpName = "LIST", DefaultValueFactory = _ => "" };
        var resume = new Option<bool>("--resume") { Description = "Take nets from --out that were measured there, on this machine and by these options." };
        var noise = new Option<bool>("--allow-noise") { Description = "Measure on a busy machine too, and with few rounds; the table says so." };
        var command = new Command("side-by-side", Help) { nets, rounds, steps, threads, python, output, contenders, resume, noise };
        command.SetAction(arguments => Run(new SideBySideOptions(
            [.. arguments.GetValue(nets)!.Split(',').Select(BenchmarkNet.Named)], arguments.GetValue(rounds), arguments.GetValue(steps),
            arguments.GetValue(threads), arguments.GetValue(python)!, arguments.GetValue(output)!,
            arguments.GetValue(contenders)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), arguments.GetValue(resume), arguments.GetValue(noise))));
        return command;
    }

    private static void Run(SideBySideOptions options)
    {
        options.Validate();
        WorkerProcess.RequireFairPeer(options.Python, options.Threads);
        var results = options.Resume ? SideBySideReport.Measured(options) : [];
        foreach (var net in options.Nets.Where(net => !results.Exists(r => r.Net == net.Name)))
        {
            results.Add(new NetComparison(net, options, new Rounds(options)).Run());
            Write(new(options, results));
        }

        Console.WriteLine(new SideBySideReport(options, results).Markdown());
        Console.WriteLine($"Written to {options.TablePath} and {Path.GetFileName(options.JsonPath)}.");
    }

    private static void Write(SideBySideReport report)
    {
        AtomicFile.WriteText(report.Options.TablePath, report.Markdown());
        AtomicFile.WriteText(report.Options.JsonPath, report.Json());
    }
}
