using System.Globalization;
using Workbench.Kernel.Display;

namespace Workbench.Kernel.Engine;

/// <summary>What one cell may put out: a loop without end must not fill a notebook, a client or the memory. What is beyond is left out, and that is said once.</summary>
internal sealed class CappedOutput(ICellOutput inner) : ICellOutput
{
    /// <summary>The characters that a cell may write to the console, and the things and characters that it may show.</summary>
    public const int MostText = 1_000_000, MostShown = 1_000, MostShownCharacters = 32_000_000;

    // Of an error; and what it counts to turn from one stream to the other, which begins an output of its own.
    private const int MostErrorCharacters = 10_000, MostErrorLines = 200, Turn = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> sizes = new(StringComparer.Ordinal);
    private string last = "";
    private int text, shown;
    private long shownCharacters;
    private bool saidText, saidShown;

    /// <inheritdoc/>
    public void Write(string stream, string text)
    {
        lock (gate)
        {
            this.text += stream == last ? 0 : Turn;
            last = stream;
            var taken = ShownText.Start(text, MostText - this.text);
            this.text += taken.Length;
            if (taken.Length > 0)
            {
                inner.Write(stream, taken);
            }

            if (taken.Length < text.Length)
            {
                Say(ref saidText, $"The cell has written {MostText:N0} characters; the rest is left out.");
            }
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId)
    {
        lock (gate)
        {
            if (Takes(bundle, displayId, isNew: true))
            {
                inner.Display(bundle, displayId);
            }
        }
    }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId)
    {
        lock (gate)
        {
            if (Takes(bundle, displayId, isNew: false))
            {
                inner.Update(bundle, displayId);
            }
        }
    }

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
        lock (gate)
        {
            if (Takes(bundle, null, isNew: true))
            {
                inner.Result(bundle);
            }
        }
    }

    /// <inheritdoc/>
    public void Error(CellError error) => inner.Error(error with
    {
        Message = ShownText.CutAndSay(error.Message, MostErrorCharacters),
        Traceback = [.. error.Traceback.Take(MostErrorLines).Select(l => ShownText.CutAndSay(l, MostErrorCharacters))],
    });

    /// <inheritdoc/>
    public Task<string> ReadInput(string prompt, bool password, CancellationToken cancellation) => inner.ReadInput(prompt, password, cancellation);

    private bool Takes(MimeBundle bundle, string? displayId, bool isNew)
    {
        var size = bundle.Data.Sum(d => d.Value.Length);
        var before = displayId is null ? 0 : sizes.GetValueOrDefault(displayId);
        if ((isNew && shown == MostShown) || shownCharacters + size - before > MostShownCharacters)
        {
            Say(ref saidShown, $"The cell has shown {shown:N0} things of {shownCharacters:N0} characters; what would pass {MostShown:N0} or {MostShownCharacters:N0} is left out.");
            return false;
        }

        shown += isNew ? 1 : 0;
        shownCharacters += size - before;
        if (displayId is not null)
        {
            sizes[displayId] = size;
        }

        return true;
    }

    private void Say(ref bool said, FormattableString sentence)
    {
        if (!said)
        {
            said = true;
            inner.Write("stderr", "\n" + sentence.ToString(CultureInfo.InvariantCulture) + "\n");
        }
    }
}
