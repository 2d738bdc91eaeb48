using TorchSharp;

namespace DomainAdaptation;

/// <summary>Tries once, in a child process, what can end a process on a processor that nobody here has seen, before it is trusted.</summary>
/// <remarks>
/// Managed code cannot catch what an unknown processor does to native code: an instruction that is not there, a division by a cache's size that a virtual
/// machine hides. So a child computes some training steps with each part and compares the weights with the plain step's. A part in which
/// the child dies, hangs, or gets other numbers is off, and a new child goes on with the others. Verdicts are kept: <see cref="TrialVerdicts"/>.
/// The first question starts the child with all parts and waits for its own alone, so that the others are tried while the process goes on.
/// Another code of MKL wants a child of its own, for a process keeps the code of its first product.
/// Nothing here runs on another thread, because the first question comes from the module's initializer, which other threads wait for.
/// </remarks>
internal sealed class Trial(TrialVerdicts store, TrialSettings settings)
{
    /// <summary>libtorch loaded and a plain training step: what all else stands on.</summary>
    public const string Plain = "plain";

    private readonly Lock gate = new();
    private Dictionary<string, TrialVerdict>? known;
    private TrialProcess? child, alone;

    /// <summary>The trial of this process, on this machine.</summary>
    public static Trial Here { get; private set; } = new(new TrialVerdicts(NativeFiles.CacheFolder("trials"), Key()), new TrialSettings());

    /// <summary>How often a child was started.</summary>
    public int Children { get; private set; }

    /// <summary>Another trial in place of this process's until the result is disposed, for tests.</summary>
    public static IDisposable Use(Trial trial)
    {
        var before = new Restore(Here);
        Here = trial;
        return before;
    }

    /// <summary>What speaks against a part here, to be read after "its trial", or null when it works. The first question may take two seconds, that about MKL's code as many.</summary>
    public string? Hindrance(string part)
    {
        if (TrialContract.IsChild)
        {
            return null; // what is being tried
        }

        lock (gate)
        {
            known ??= store.Read();
            while (!known.ContainsKey(part))
            {
                ref var asked = ref IsAlone(part) ? ref alone : ref child;
                asked ??= Start(part);
                if (Note(asked.Next()))
                {
                    asked.Dispose();
                    asked = null;
                }
            }

            return known[part].Reason is { Length: > 0 } reason ? reason : null;
        }
    }

    private TrialProcess Start(string part)
    {
        Children++;
        string[] parts = IsAlone(part) ? [part] : [Plain, .. settings.Parts().Where(p => !IsAlone(p)), part];
        return TrialProcess.Start([.. parts.Distinct(StringComparer.Ordinal).Where(p => !known!.ContainsKey(p))], settings);
    }

    private static bool IsAlone(string part) => part is FastPath.WidePart;

    // Whether the child is at its end.
    private bool Note(TrialOutcome outcome)
    {
        var verdict = new TrialVerdict(outcome.Reason, outcome.Lasting switch
        {
            Lasting.Always => DateTimeOffset.MaxValue,
            Lasting.Day => DateTimeOffset.UtcNow.AddDays(1),
            _ => default,
        });
        foreach (var part in outcome.Parts)
        {
            // The plain step is given up only for what the processor did: there is nothing to fall back to.
            known![part] = part == Plain && outcome.Lasting != Lasting.Always ? new TrialVerdict("", default) : verdict;
            if (outcome.Lasting != Lasting.Process && known[part] == verdict)
            {
                store.Add(part, verdict);
            }
        }

        return outcome.IsLast;
    }

    private static string Key()
    {
        var torchSharp = typeof(torch).Assembly;
        var torch = NativeFiles.FindLibTorch() is { } folder ? new FileInfo(Path.Combine(folder, NativeFiles.LibTorchInLoadOrder[1])) : null;
        // Module version ids are made of the content: a library that was changed is tried anew.
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Processor.Identity()} {torch?.FullName} {torch?.Length} {torchSharp.ManifestModule.ModuleVersionId} {typeof(Trial).Module.ModuleVersionId}").ReplaceLineEndings(" ");
    }

    private sealed class Restore(Trial trial) : IDisposable
    {
        public void Dispose() => Here = trial;
    }
}
