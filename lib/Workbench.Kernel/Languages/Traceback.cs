using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Workbench.Kernel.Engine;

namespace Workbench.Kernel.Languages;

/// <summary>An exception as a reader of the notebook wants it: what went wrong, and at which line of the cell.</summary>
internal static class Traceback
{
    // A recursion without end has a frame for each step.
    private const int MostFrames = 50;

    public static CellError Of(Exception exception)
    {
        var lines = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            lines.Add((lines.Count > 0 ? "caused by " : "") + e.GetType() + ": " + e.Message);
            lines.AddRange(Frames(e).Take(MostFrames));
        }

        return new CellError(exception.GetType().ToString(), exception.Message, lines);
    }

    private static IEnumerable<string> Frames(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { } method || method.DeclaringType?.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices")
            {
                continue;
            }

            if (method.DeclaringType?.Assembly == typeof(Traceback).Assembly)
            {
                // Below this is the kernel.
                yield break;
            }

            if (!CSharpSession.IsCell(method.DeclaringType?.Assembly))
            {
                yield return "   at " + Name(method) + Place(frame);
                continue;
            }

            // The cell's own top level is a method without a name of its own.
            var top = method.DeclaringType!.FullName!.Contains("<<Initialize>>", StringComparison.Ordinal) || method.Name == "<Initialize>";
            yield return "   at " + (top ? "" : Name(method) + " in ") + string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(frame.GetFileName())}, line {frame.GetFileLineNumber()}");
            if (top)
            {
                yield break;
            }
        }
    }

    private static string Name(MethodBase method)
    {
        var type = method.DeclaringType?.FullName ?? "";
        // Lambdas and state machines carry the name of the method they were written in.
        var open = method.Name == "MoveNext" ? type.LastIndexOf("+<", StringComparison.Ordinal) : -1;
        if (open >= 0 && type.IndexOf('>', open) is var close && close > open + 2)
        {
            return type[..open] + "." + type[(open + 2)..close];
        }

        return CSharpSession.IsCell(method.DeclaringType?.Assembly) ? method.Name : type + "." + method.Name;
    }

    private static string Place(StackFrame frame) =>
        frame.GetFileName() is { Length: > 0 } file ? string.Create(CultureInfo.InvariantCulture, $" in {Path.GetFileName(file)}, line {frame.GetFileLineNumber()}") : "";
}
