using System.Collections;
using Microsoft.DotNet.Interactive.Formatting;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Display;

/// <summary>Cuts collections in collections at a depth and at a number: one that holds itself would be formatted until the stack overflows, which ends the process.</summary>
internal static class NestedCollections
{
    private const int MostStackBytes = 256 << 10, MostCollections = 10_000;

    [ThreadStatic]
    private static nint start;

    [ThreadStatic]
    private static int count;

    /// <summary>Teaches the formatters of text, which those of HTML use for what is nested.</summary>
    public static void Register() => Formatter.Register<IEnumerable>(
        (items, context) =>
        {
            if (items is string || IsTooMuch())
            {
                context.Writer.Write(items as string ?? "…");
                return true;
            }

            return PlainTextFormatter<IEnumerable>.Default.Format(items, context);
        },
        MimeBundle.Plain);

    /// <summary>Begins to count, for one value.</summary>
    public static void Begin() => (start, count) = (StackDepth.Here(), 0);

    private static bool IsTooMuch()
    {
        if (start == 0)
        {
            Begin();
        }

        return ++count > MostCollections || Math.Abs(StackDepth.Here() - start) > MostStackBytes;
    }
}
