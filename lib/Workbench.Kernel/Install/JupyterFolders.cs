namespace Workbench.Kernel.Install;

/// <summary>Where Jupyter keeps its data.</summary>
internal static class JupyterFolders
{
    /// <summary>The user's own data folder.</summary>
    public static string User()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }

    /// <summary>All folders in which Jupyter looks, as far as they can be known from outside of Python.</summary>
    public static IReadOnlyList<string> All()
    {
        var folders = new List<string>();
        folders.AddRange((Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        folders.Add(User());
        foreach (var prefix in new[] { Environment.GetEnvironmentVariable("VIRTUAL_ENV"), Environment.GetEnvironmentVariable("CONDA_PREFIX") })
        {
            if (!string.IsNullOrEmpty(prefix))
            {
                folders.Add(Path.Combine(prefix, "share", "jupyter"));
            }
        }

        if (OperatingSystem.IsWindows())
        {
            folders.Add(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData, Environment.SpecialFolderOption.DoNotVerify), "jupyter"));
        }
        else
        {
            folders.AddRange(["/usr/local/share/jupyter", "/usr/share/jupyter"]);
        }

        return folders;
    }
}
