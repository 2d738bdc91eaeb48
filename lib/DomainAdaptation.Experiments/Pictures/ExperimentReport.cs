namespace DomainAdaptation.Reporting;

/// <summary>What a script leaves behind for people: a page, a table, and pictures.</summary>
public static class ExperimentReport
{
    /// <summary>
    /// Writes <c>report.html</c>, <c>results.csv</c> and, where samples are images, <c>samples.png</c>, or, for tasks other than classification, <c>predictions.png</c>; and <c>accuracy.png</c> where a browser is at hand
    /// to draw the chart.
    /// </summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="data">Its data, of which samples are shown.</param>
    /// <param name="runs">The records.</param>
    /// <param name="folder">Where the files go.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static string Save(Experiment experiment, ExperimentData data, IEnumerable<RunRecord> runs, string folder)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(data);
        var all = runs.ToList();
        var report = new HtmlReport(experiment.Title, data.ToString());
        if (data.Task is not Classification)
        {
            report = WithTask(report, experiment, data, all, folder);
        }
        else if (data.SourceTrain.WithoutLabels().IsImages)
        {
            var samples = SampleGrid.Beside(data.SourceTrain, data.TargetTrain);
            AtomicFile.WriteBytes(Path.Combine(folder, "samples.png"), samples);
            report = report.WithSamples(samples, "The source on the left, the target on the right, class by class.");
        }

        AtomicFile.WriteText(Path.Combine(folder, "results.csv"), ResultsTable.From(all).ToCsv());
        foreach (var picture in ChartImages.Png([LearningCurves.TargetAccuracy(all)]))
        {
            AtomicFile.WriteBytes(Path.Combine(folder, "accuracy.png"), picture);
        }

        var page = Path.Combine(folder, "report.html");
        if (all.Exists(r => r.Method == Methods.SemiSupervisedDann))
        {
            report = report.WithCharts("Semi-supervised", [new NamedChart("Validation error", ValidationCurves.Of(all))]);
        }

        report.WithRuns(all).Save(page);
        return page;
    }

    // What the first seed's networks say of held-out samples of the target, and all that was measured.
    private static HtmlReport WithTask(HtmlReport report, Experiment experiment, ExperimentData data, IReadOnlyList<RunRecord> runs, string folder)
    {
        var table = MeasuresTable.From(runs);
        report = report.WithTable("What was measured", table.Columns, table.Rows, "Mean over the seeds ± half the 95 % interval.");
        if (!TaskPictures.CanShow(data.TargetTest))
        {
            return report;
        }

        try
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var predictions = TaskPictures.PredictionsOf(new ExperimentRunner(experiment, data, folder, "cpu"), data, runs);
            var picture = TaskPictures.Of(data.TargetTest, predictions);
            AtomicFile.WriteBytes(Path.Combine(folder, "predictions.png"), picture);
            report = report.WithSamples(picture, TaskPictures.Caption(data, runs));
            if (data.Task is Pose3D)
            {
                var turning = TurningFigures.Of(data.TargetTest, predictions, [.. TaskPictures.FirstOfEach(runs).Select(r => r.Method)]);
                report = report.WithDrawing("Turning", turning.Svg, turning.Caption);
            }

            return report;
        }
        catch (FileNotFoundException) // the runs were made in another folder: the page has their numbers
        {
            return report;
        }
    }
}
