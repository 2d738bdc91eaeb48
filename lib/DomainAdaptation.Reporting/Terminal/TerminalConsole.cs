using Spectre.Console;

namespace DomainAdaptation.Reporting;

/// <summary>The console as Spectre sees it: colours and bars in a terminal, plain text in a pipe.</summary>
internal static class TerminalConsole
{
    // A pipe has no width; lines must not be folded at 80 columns there.
    private const int PipeWidth = 240;

    public static IAnsiConsole Create(TextWriter output)
    {
        var terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) };
        if (!terminal)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
            settings.Interactive = InteractionSupport.No;
        }

        var console = AnsiConsole.Create(settings);
        if (!terminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }

    /// <summary>Whether lines can be redrawn in place.</summary>
    public static bool CanRedraw(IAnsiConsole console) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi && console.Profile.Out.IsTerminal;
}
