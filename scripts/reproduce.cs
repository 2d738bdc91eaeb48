#!/usr/bin/env dotnet
#:project ../lib/DomainAdaptation.Experiments/DomainAdaptation.Experiments.csproj
#:property PublishAot=false

// Every experiment of the paper, or some of them, one after another.
//
//   dotnet run scripts/reproduce.cs -- --scale smoke                                  that everything works: minutes
//   dotnet run scripts/reproduce.cs -- --scale quick --seeds 1..3                     the shape of every result: hours on two cores
//   dotnet run scripts/reproduce.cs -- --only svhn-to-mnist,office-amazon-to-webcam   some of them
//   dotnet run scripts/reproduce.cs -- --scale paper --seeds 1..3 --jobs 2            two at a time, one thread each
//   dotnet run scripts/reproduce.cs -- --scale paper --seeds 1..3 --slurm             each experiment and seed a job of one core, on a cluster
//
// It goes on where it stopped: finished runs are taken from the records, and an interrupted one from its last epoch. An
// experiment whose data are not there is skipped, and said so at the end, with a non-zero exit code; get-data.cs says how to get them.

using DomainAdaptation;
using DomainAdaptation.Reporting;

var defaults = new ScriptOptions(Resume: true);
string[] takes = ["scale", "seed", "seeds", "out", "device", "data", "methods", "threads", "precision"];
ExtraOption[] extra = [new("only", $"Some of: {string.Join(", ", PaperExperiments.All.Select(e => e.Id))}.", ValueName: "IDS"),
    new("jobs", "So many experiments and seeds at a time, one thread each.", ValueName: "N", Kind: OptionKind.Count),
    new("slurm", "Submits a job array to Slurm, waits for it and collects the records; SBATCH_PARTITION, SBATCH_TIMELIMIT and the like are sbatch's.", Kind: OptionKind.Switch),
];
var committed = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "results");

return new Script("reproduce", "Runs the paper's experiments and rebuilds its tables.", defaults, takes, extra).Run(args, script =>
{
    var chosen = PaperExperiments.Find(script.Value("only"));
    var budget = new TimeBudget(RunStore.ReadFrom(committed));
    var runs = new List<RunRecord>();
    var skipped = new List<string>();
    if (script.Has("jobs") || script.Has("slurm"))
    {
        RunArray.Of(script, chosen, "--only").Run(script, script.Has("slurm") ? null : script.Count("jobs"));
    }

    for (var i = 0; i < chosen.Count; i++)
    {
        var experiment = chosen[i];
        var left = chosen.Skip(i).Aggregate(TimeSpan.Zero, (sum, e) => sum + budget.Estimate(e, script.Requests(e)));
        script.Say($"{i + 1} of {chosen.Count}: {experiment.Title}; about {left.TotalMinutes:0} min left in all.");
        try
        {
            var data = script.Load(experiment);
            var made = script.RunAll(experiment, data, experiment.Id);
            made.ToList().ForEach(budget.Note);
            runs.AddRange(made);
            ExperimentReport.Save(experiment, data, made, script.PathTo(experiment.Id));
        }
        catch (Exception e) when (e is DataNotFoundException or DataFetchException)
        {
            skipped.Add($"{experiment.Id}: {e.Message}");
        }
    }

    script.Show(PaperTable.From(runs));
    new HtmlReport("The paper's experiments", "Every run beside what was published.").WithRuns(runs).Save(script.PathTo("report.html"));
    script.Say($"Report: {script.PathTo("report.html")}");
    if (skipped.Count > 0)
    {
        throw new DataNotFoundException($"{skipped.Count} of {chosen.Count} experiments were skipped. {string.Join(" ", skipped)}");
    }
});
