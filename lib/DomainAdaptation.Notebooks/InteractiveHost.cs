using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace DomainAdaptation.Notebooks;

/// <summary>What .NET Interactive needs. To be called only where it is the host: it brings the assembly that this class is compiled against.</summary>
internal static class InteractiveHost
{
    /// <summary>Whether this runs in .NET Interactive.</summary>
    public static bool IsHere => Type.GetType("Microsoft.DotNet.Interactive.KernelInvocationContext, Microsoft.DotNet.Interactive") is not null;

    /// <summary>Shows HTML below the running cell.</summary>
    /// <returns>Puts other HTML in its place.</returns>
    /// <remarks>What <c>display</c> returns updates an id that Jupyter was not told; so the output gets an id of its own.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Action<string> Show(string html)
    {
        if (KernelInvocationContext.Current is not { } cell)
        {
            return _ => { };
        }

        var id = Guid.NewGuid().ToString("N");
        cell.Publish(new DisplayedValueProduced(html, cell.Command, Formats(html), id));
        return next =>
        {
            var current = KernelInvocationContext.Current ?? cell;
            current.Publish(new DisplayedValueUpdated(next, id, current.Command, Formats(next)));
        };
    }

    /// <summary>Hides compiler warnings from level 2 on in the C# cells that follow.</summary>
    /// <remarks>
    /// TorchSharp is compiled against .NET 8, of which a script's compiler warns (CS1701) in a red box below every cell that makes a tensor.
    /// Projects hide that warning; the kernel has no setting for it, only Roslyn's options in a field.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void HideVersionWarnings()
    {
        foreach (var kernel in Kernel.Root is CompositeKernel all ? [.. all.ChildKernels] : Array.Empty<Kernel>())
        {
            var field = kernel.GetType().GetField("_scriptOptions", BindingFlags.Instance | BindingFlags.NonPublic);
            if (field?.GetValue(kernel) is { } options && options.GetType().GetMethod("WithWarningLevel") is { } withLevel)
            {
                field.SetValue(kernel, withLevel.Invoke(options, [1]));
            }
        }
    }

    private static FormattedValue[] Formats(string html) => [new FormattedValue("text/html", html)];
}
