using Workbench.Kernel.Display;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Tests;

/// <summary>Keeps what a cell puts out, in order.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    private readonly Lock gate = new();

    private readonly System.Text.StringBuilder stdout = new(), stderr = new();

    public string Stdout => Read(stdout);

    public string Stderr => Read(stderr);

    public List<MimeBundle> Displays { get; } = [];

    public List<MimeBundle> Updates { get; } = [];

    public MimeBundle? Value { get; private set; }

    public CellError? Failure { get; private set; }

    public string Plain => Value?.Data.GetValueOrDefault(MimeBundle.Plain) ?? "";

    public string Html => Value?.Data.GetValueOrDefault(MimeBundle.Html) ?? "";

    public void Write(string stream, string text)
    {
        lock (gate)
        {
            (stream == "stdout" ? stdout : stderr).Append(text);
        }
    }

    private string Read(System.Text.StringBuilder text)
    {
        lock (gate)
        {
            return text.ToString();
        }
    }

    public void Display(MimeBundle bundle, string? displayId) => Displays.Add(bundle);

    public void Update(MimeBundle bundle, string displayId) => Updates.Add(bundle);

    public void Result(MimeBundle bundle) => Value = bundle;

    public void Error(CellError error) => Failure = error;

    public Task<string> ReadInput(string prompt, bool password, CancellationToken cancellation) => Task.FromResult("answer to " + prompt);
}
