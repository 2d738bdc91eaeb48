namespace DomainAdaptation;

/// <summary>The versions and the machine behind a run: what one needs to explain a difference in the last digit.</summary>
/// <param name="Library">Version of this library.</param>
/// <param name="TorchSharp">Version of TorchSharp.</param>
/// <param name="LibTorch">Version of libtorch.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="System">The operating system.</param>
/// <param name="Processor">The processor's name, as the system gives it.</param>
/// <param name="Threads">Threads that libtorch computes with. Another number gives other last bits.</param>
/// <param name="FastPath">The parts of the fast training step that were on, and which was off and why. Nothing in records that are older than it.</param>
public sealed record RunEnvironment(
    string Library = "",
    string TorchSharp = "",
    string LibTorch = "",
    string Runtime = "",
    string System = "",
    string Processor = "",
    int Threads = 0,
    string? FastPath = null)
{
    /// <summary>A copy with some values changed.</summary>
    public RunEnvironment With(
        string? library = null,
        string? torchSharp = null,
        string? libTorch = null,
        string? runtime = null,
        string? system = null,
        string? processor = null,
        int? threads = null,
        string? fastPath = null) =>
        new(
            library ?? Library,
            torchSharp ?? TorchSharp,
            libTorch ?? LibTorch,
            runtime ?? Runtime,
            system ?? System,
            processor ?? Processor,
            threads ?? Threads,
            fastPath ?? FastPath);
}
