#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Reporting/DomainAdaptation.Reporting.csproj
#:property PublishAot=false

// All results beside the paper's.
//
//   dotnet run scripts/results.cs                               the paper's tables with the committed runs, on the terminal
//   dotnet run scripts/results.cs -- --verdicts                 every cell of the paper's tables: a replication's, ours with its 95 % interval, and what that says
//   dotnet run scripts/results.cs -- --format verdicts-json     the same for programs, with data, protocol and the command line that runs a cell again
//   dotnet run scripts/results.cs -- --format summary           DANN's cells in a line each, as on the first page
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
var format = new Option<string>("--format") { Description = "What is printed.", DefaultValueFactory = _ => "table" }.OneOf("table", "verdicts", "verdicts-json", "summary", "rows", "choosing", "markdown", "csv", "html");
var verdicts = new Option<bool>("--verdicts") { Description = "The same as --format verdicts." };
var command = new RootCommand("Prints the results of runs beside the published ones.") { from, place, format, verdicts };

command.SetAction(arguments =>
{
    var runs = RunStore.ReadFrom(arguments.GetValue(from) ?? committed);
    var table = ResultsTable.From(runs);
    if (arguments.GetValue(place) is { } folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, "results.csv"), table.ToCsv());
        new HtmlReport("Results", "Every run of these records, beside what was published.").WithRuns(runs).Save(Path.Combine(folder, "results.html"));
    }

    switch (arguments.GetValue(verdicts) ? "verdicts" : arguments.GetValue(format))
    {
        case "csv": Console.Write(table.ToCsv()); break;
        case "html": Console.Write(PaperTable.From(runs).ToHtml()); break;
        case "verdicts": Console.Write(VerdictTable.From(runs).ToMarkdown()); break;
        case "verdicts-json": Console.Write(VerdictTable.From(runs).ToJson()); break;
        case "summary": Console.Write(VerdictTable.From(runs).MainMarkdown()); break;
        case "markdown": Console.Write(PaperTable.From(runs).ToMarkdown()); break;
        case "choosing": ScriptCommand.Show(ChoosingTable.OfEpochs(runs), ChoosingTable.OfRuns(runs)); break;
        case "rows": ScriptCommand.Show(table); break;
        default: ScriptCommand.Show(PaperTable.From(runs)); break;
    }
});
return await ScriptCommand.RunAsync(command, args);
