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
// Cost: a second; --out draws the pictures of its charts in a browser where there is one, and takes ten.
// Expect: each experiment's published lines, and below them ours, mean ± standard deviation over the seeds and the gap covered.

using DomainAdaptation;
using DomainAdaptation.Reporting;

// Beside this file, wherever the script is started from.
var committed = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "results");

var results = new Script("results", "Prints the results of runs beside the published ones.", Takes: [], Extra:
[
    new("from", "Records (.jsonl): a file, or a folder of them. [those committed in scripts/results]", ValueName: "PATH", Kind: OptionKind.Existing),
    new("out", "Where results.csv and results.html go.", ValueName: "FOLDER", Kind: OptionKind.NewFolder),
    new("format", "What is printed.", "table", OneOf: ["table", "verdicts", "rows", "choosing", "markdown", "csv", "html"]),
]);

return results.Run(args, script =>
{
    var runs = RunStore.ReadFrom(script.Value("from") is { Length: > 0 } path ? path : committed);
    var table = ResultsTable.From(runs);
    if (script.Value("out") is { Length: > 0 } folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, "results.csv"), table.ToCsv());
        new HtmlReport("Results", "Every run of these records, beside what was published.").WithRuns(runs).Save(Path.Combine(folder, "results.html"));
    }

    switch (script.Value("format"))
    {
        case "csv": script.Write(table.ToCsv()); break;
        case "html": script.Write(PaperTable.From(runs).ToHtml()); break;
        case "verdicts": script.Write(VerdictTable.From(runs).ToMarkdown()); break;
        case "markdown": script.Write(PaperTable.From(runs).ToMarkdown()); break;
        case "choosing": script.Show(ChoosingTable.OfEpochs(runs)); script.Show(ChoosingTable.OfRuns(runs)); break;
        case "rows": script.Show(table); break;
        default: script.Show(PaperTable.From(runs)); break;
    }
});
