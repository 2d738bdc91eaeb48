using TorchSharp;

namespace DomainAdaptation;

/// <summary>Turns what a user writes (<c>cpu</c>, <c>cuda</c>, <c>auto</c>) into the device that computes.</summary>
public static class Devices
{
    /// <summary>Finds a device by name.</summary>
    /// <param name="name"><c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> and so on, or <c>auto</c>: the GPU when there is one.</param>
    /// <exception cref="ArgumentException">There is no such device, or this build or machine has none of that kind.</exception>
    /// <exception cref="NativeBackendException">libtorch cannot be loaded.</exception>
    public static torch.Device Resolve(string name = "auto")
    {
        ArgumentNullException.ThrowIfNull(name);
        NativeBackend.EnsureLoaded();
        if (name == "auto")
        {
            return torch.cuda.is_available() ? torch.CUDA : torch.CPU;
        }

        if (name == "cpu")
        {
            return torch.CPU;
        }

        var index = 0;
        if (name != "cuda" && !(name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture, out index)))
        {
            throw new UnknownChoiceException($"'{name}' is no device: use cpu, cuda, cuda:N or auto.", nameof(name));
        }

        if (!torch.cuda.is_available() || index < 0 || index >= torch.cuda.device_count())
        {
            throw new ArgumentException(
                $"Device '{name}' is not available. On Linux with an NVIDIA GPU, set TorchBackend=cuda-linux in the environment and build again; or use the device cpu.",
                nameof(name));
        }

        return new torch.Device(DeviceType.CUDA, index);
    }
}
