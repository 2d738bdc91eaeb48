using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace DomainAdaptation;

/// <summary>Loads libtorch in every kind of host: project, test, file-based script, F# script, REPL and notebook kernel.</summary>
/// <remarks>
/// Libraries are loaded by full path and in dependency order before TorchSharp looks for them by name, so that neither
/// another libtorch on the machine nor a host that does not search beside the assembly gets in the way.
/// It runs by itself the first time any member of this assembly is used.
/// </remarks>
public static class NativeBackend
{
    private static readonly Lazy<string?> Failure = new(TryLoad);

    /// <summary>The folder that libtorch was loaded from, or null before it was, or when the host had loaded one already.</summary>
    public static string? LibTorchFolder { get; private set; }

    /// <summary>Makes sure that libtorch can be used.</summary>
    /// <exception cref="NativeBackendException">It cannot be loaded here; the message says what is missing and what to do.</exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } reason)
        {
            throw new NativeBackendException(reason);
        }
    }

    // A module initializer must not throw: the failure is kept and reported by the first call that needs the backend.
#pragma warning disable CA2255 // A library with native parts needs its initializer in hosts that have no Main of ours.
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        MatrixProducts.ShareOutEvenly();
        if (TrialContract.IsChild)
        {
            TrialContract.FindLibraries();
            return;
        }

        Allocator.KeepPagesBetweenSteps();
        _ = Failure.Value;
    }

    private static string? TryLoad()
    {
        if (FastPath.Complaint is { } complaint)
        {
            return complaint;
        }

        try
        {
            if (!TrialContract.IsChild)
            {
                NativeFiles.PrepareSkia();
            }

            if (Refusal(Trial.Here) is { } refusal)
            {
                return refusal;
            }

            var folder = NativeFiles.FindLibTorch();
            if (folder is not null)
            {
                foreach (var library in NativeFiles.LibTorchInLoadOrder)
                {
                    NativeLibrary.Load(Path.Combine(folder, library));
                }

                LoadTorchSharp();
                LibTorchFolder = folder;
            }

            torch.InitializeDeviceType(DeviceType.CPU);
            HiddenCaches.Mend(UseConvolution);
            if (!TrialContract.IsChild && FastPath.Wide)
            {
                MatrixProducts.ChooseByInstructions();
            }

            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
                                    or NotSupportedException or TypeInitializationException or IOException or InvalidDataException
                                    or UnauthorizedAccessException or NativeBackendException)
        {
            var cause = (e.InnerException ?? e).Message.ReplaceLineEndings(" ");
            return $"libtorch could not be loaded on {RuntimeInformation.RuntimeIdentifier}: {cause} " +
                   $"It was looked for in {NativeFiles.SearchedFolders()}; run 'dotnet restore' on the workbench, or reference the package TorchSharp-cpu.";
        }
    }

    /// <summary>The sentence for a processor that cannot run libtorch at all, or null.</summary>
    /// <remarks>Loading runs code of libtorch's own, and every program needs a plain step: both are tried in a child first, once for a processor.</remarks>
    internal static string? Refusal(Trial trial) => trial.Hindrance(Trial.Plain) is { } reason
        ? $"This processor cannot run libtorch {NativeFiles.LibTorchVersion}: a trial of loading it and of one plain training step {reason}. Use another machine."
        : null;

    // Of sixteen images: libtorch computes fewer by itself, or looks for NNPACK first and complains.
    private static void UseConvolution()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        _ = torch.nn.functional.conv2d(torch.zeros(16, 16, 1, 1), torch.zeros(16, 16, 1, 1));
    }

    private static void LoadTorchSharp()
    {
        var library = NativeFiles.FindTorchSharpLibrary()
            ?? throw new NativeBackendException("the native part of the TorchSharp package is missing.");
        try
        {
            NativeLibrary.Load(library);
        }
        catch (DllNotFoundException e) when (OperatingSystem.IsLinux() && e.Message.Contains("GLIBCXX_", StringComparison.Ordinal))
        {
            NativeLibrary.Load(OldLibStdCxx.MakeCompatibleCopy(library));
        }
    }
}
