namespace DomainAdaptation;

/// <summary>Stops a training from outside, wherever it runs: whoever creates the file ends it at its next step.</summary>
/// <remarks>
/// For notebooks above all: what interrupts a cell of .NET Interactive ends the whole session. <see cref="ExperimentRunner"/> watches for
/// a file <c>stop</c> in its folder; a training by itself takes the <see cref="Token"/>. The file is looked for four times a second, beside
/// the training, and is gone again as soon as it was seen.
/// </remarks>
/// <example><code>
/// using var stop = new StopFile("stop");
/// var metrics = AdversarialTrainer.Fit(pair, network, options, cancellation: stop.Token);
/// </code></example>
public sealed class StopFile : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly string file;
    private readonly CancellationTokenSource source;
    private readonly Timer timer;

    /// <summary>Begins to watch. A file of that name that is there already is deleted: it was meant for another training.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops as well.</param>
    /// <exception cref="IOException">The old file cannot be deleted.</exception>
    public StopFile(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
        file = System.IO.Path.GetFullPath(path); // wherever the program goes meanwhile
        AtomicFile.Delete(file);
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer = new Timer(_ => Look(), null, Pause, Pause);
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>Is cancelled when the file has been created.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether the file was seen.</summary>
    public bool Seen { get; private set; }

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        using var ended = new ManualResetEvent(false);
        if (timer.Dispose(ended))
        {
            ended.WaitOne(); // a look that is under way may still cancel
        }

        source.Dispose();
    }

    private void Look()
    {
        if (Seen || !File.Exists(file))
        {
            return;
        }

        Seen = true;
        source.Cancel(); // before the file goes: whoever sees it gone knows that the training has been told
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next training in this folder deletes it, or says why it cannot.
        }
    }
}
