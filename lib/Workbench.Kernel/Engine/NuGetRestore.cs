using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workbench.Kernel.Engine;

/// <summary>Gets packages as the user's own builds do: a generated project, "dotnet restore", and the list of files that it leaves.</summary>
/// <remarks>What was restored once for a set of packages is kept in the user's cache and found again by the set's hash.</remarks>
internal sealed partial class NuGetRestore
{
    private readonly SortedDictionary<string, string> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> sources = new(StringComparer.Ordinal);

    /// <summary>Adds a source of packages for this session, beside those of the user's NuGet configuration.</summary>
    public void AddSource(string source) => sources.Add(source);

    /// <summary>Takes the lines <c>#i "nuget: SOURCE"</c> out of a cell, and adds their sources.</summary>
    /// <returns>The cell, with those lines blank.</returns>
    public string TakeSources(string code) => SourceLine().Replace(
        code,
        line =>
        {
            AddSource(line.Groups["source"].Value.Trim());
            return "";
        });

    /// <summary>Restores these packages together with those of earlier cells.</summary>
    /// <param name="wanted">Texts like "Name, 1.2.3"; a name alone takes the newest version.</param>
    /// <param name="cancellation">Ends the restore.</param>
    /// <returns>What all packages together need.</returns>
    /// <exception cref="CellException">A package cannot be had; the message is NuGet's.</exception>
    public NuGetFiles Restore(IEnumerable<string> wanted, CancellationToken cancellation)
    {
        var before = new Dictionary<string, string>(packages, StringComparer.OrdinalIgnoreCase);
        foreach (var text in wanted)
        {
            var parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
            if (!Name().IsMatch(parts[0]) || (parts.Length > 1 && !Version().IsMatch(parts[1])))
            {
                throw new CellException($"\"nuget: {text}\" is not a package: write #r \"nuget: Name, 1.2.3\".");
            }

            packages[parts[0]] = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : packages.GetValueOrDefault(parts[0], "*");
        }

        try
        {
            return Restore(cancellation);
        }
        catch
        {
            packages.Clear();
            foreach (var (name, version) in before)
            {
                packages[name] = version;
            }

            throw;
        }
    }

    private NuGetFiles Restore(CancellationToken cancellation)
    {
        var project = Project();
        var folder = Path.Combine(CacheFolder(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..32]);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        if (File.Exists(assets) && NuGetFiles.Read(assets, packages.Keys) is { } cached && cached.Complete)
        {
            return cached;
        }

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "cells.csproj");
        var temporary = file + "." + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllText(temporary, project);
        File.Move(temporary, file, overwrite: true);
        // Settings of folders above must not reach in.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />");
        }

        RunRestore(file, cancellation);
        return NuGetFiles.Read(assets, packages.Keys) ?? throw new CellException("The packages were restored, but the list of their files is missing: delete " + folder + " and try again.");
    }

    private static void RunRestore(string project, CancellationToken cancellation)
    {
        // The kernel itself was started by this dotnet.
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(dotnet) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = Environment.CurrentDirectory };
        foreach (var argument in new[] { "restore", project, "--nologo", "-v", "quiet", "-p:RestoreUseStaticGraphEvaluation=false", "-nodeReuse:false" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start) ?? throw new CellException("\"dotnet restore\" cannot be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
        {
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            var lines = (output.Result + error.Result).Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal))
                .Select(l => l[l.IndexOf("error", StringComparison.Ordinal)..].Replace($" [{project}]", "", StringComparison.Ordinal).Trim()).Distinct(StringComparer.Ordinal);
            throw new CellException("The packages cannot be restored: " + string.Join(" ", lines));
        }
    }

    private string Project()
    {
        var xml = new StringBuilder("<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup><TargetFramework>net10.0</TargetFramework><RuntimeIdentifier>")
            .Append(RuntimeInformation.RuntimeIdentifier).Append("</RuntimeIdentifier><SelfContained>false</SelfContained><DisableImplicitFrameworkReferences>false</DisableImplicitFrameworkReferences>")
            .Append("<EnableDefaultItems>false</EnableDefaultItems><NuGetAudit>false</NuGetAudit><ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>");
        if (sources.Count > 0)
        {
            xml.Append("<RestoreAdditionalProjectSources>").Append(SecurityElement.Escape(string.Join(';', sources))).Append("</RestoreAdditionalProjectSources>");
        }

        xml.Append("</PropertyGroup>\n<ItemGroup>\n");
        foreach (var (name, version) in packages)
        {
            xml.Append("<PackageReference Include=\"").Append(SecurityElement.Escape(name)).Append("\" Version=\"").Append(SecurityElement.Escape(version)).Append("\" />\n");
        }

        return xml.Append("</ItemGroup>\n</Project>\n").ToString();
    }

    private static string CacheFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "workbench-kernel", "packages");
    }

    [GeneratedRegex(@"^[ \t]*#i[ \t]+""nuget:(?<source>[^""\n]+)""[ \t]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.\-]*$", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\[\(]?[0-9A-Za-z.\-+*, ]*[\]\)]?$", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
