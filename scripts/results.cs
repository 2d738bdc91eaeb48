#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// All results beside the paper's.
//
//   dotnet run scripts/results.cs                               the paper's tables with the committed runs, on the terminal
//   dotnet run scripts/results.cs -- --format verdicts          one line an experiment: the paper's DANN, ours, and what that says
//   dotnet run scripts/results.cs -- --format rows              one row a method, with the protocol and the copy of the data
//   dotnet run scripts/results.cs -- --format choosing          what each score without target labels would have chosen, and its regret
//   dotnet run scripts/results.cs -- --from runs/quickstart     the table of runs of your own
//   dotnet run scripts/results.cs -- --out FOLDER               results.csv and results.html as well
//   dotnet run scripts/results.cs -- --format csv               the CSV and nothing else
//
// Cost: a second, for no libtorch is loaded; --out draws the pictures of its charts in a browser where there is one, and takes ten.
// Expect: each experiment's published lines, and below them ours, mean ± standard deviation over the seeds and the gap covered.

using System.CommandLine;
using DomainAdaptation;
using DomainAdaptation.Reporting;

// Beside this file, wherever the script is started from.
var committed = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "results");

var from = new Option<string?>("--from") { HelpName = "PATH", Description = "Records (.jsonl): a file, or a folder of them. [those committed in scripts/results]" }.Existing();
var place = new Option<string?>("--out") { HelpName = "FOLDER", Description = "Where results.csv and results.html go." }.NewFolder();
var format = new Option<string>("--format") { Description = "What is printed.", DefaultValueFactory = _ => "table" }.OneOf("table", "verdicts", "rows", "choosing", "markdown", "csv", "html");
var command = new RootCommand("Prints the results of runs beside the published ones.") { from, place, format };

command.SetAction(arguments =>
{
    var runs = RunStore.ReadFrom(arguments.GetValue(from) ?? committed);
    var table = ResultsTable.From(runs);
    if (arguments.GetValue(place) is { } folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, "results.csv"), table.ToCsv());
        new HtmlReport("Results", "Every run of these records, beside what was published.").WithRuns(runs).Save(Path.Combine(folder, "results.html"));
    }

    switch (arguments.GetValue(format))
    {
        case "csv": Console.Write(table.ToCsv()); break;
        case "html": Console.Write(PaperTable.From(runs).ToHtml()); break;
        case "verdicts": Console.Write(VerdictTable.From(runs).ToMarkdown()); break;
        case "markdown": Console.Write(PaperTable.From(runs).ToMarkdown()); break;
        case "choosing": ScriptCommand.Show(ChoosingTable.OfEpochs(runs), ChoosingTable.OfRuns(runs)); break;
        case "rows": ScriptCommand.Show(table); break;
        default: ScriptCommand.Show(PaperTable.From(runs)); break;
    }
});
return await ScriptCommand.RunAsync(command, args);
