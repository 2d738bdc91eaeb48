using System.Diagnostics;
using DomainAdaptation.Reporting;
using SkiaSharp;

namespace DomainAdaptation.Tests;

public sealed class ChartImagesTests
{
    [Fact]
    public void Many_charts_become_images_in_one_go()
    {
        Assert.SkipUnless(ChartImages.Available, "There is no browser here: install chromium, or name one in WORKBENCH_CHROMIUM.");
        var before = Folders(); // another process may draw, or have been killed while it did
        var charts = LearningCurves.All(Records.Three()).Select(c => c.Chart).ToList();
        var images = ChartImages.Png(charts, width: 300, height: 200, scale: 2);
        Assert.Equal(charts.Count, images.Count);
        using var first = SKBitmap.Decode(images[0]);
        Assert.Equal(600, first.Width);
        Assert.Equal(400, first.Height);
        // Not blank: there is ink.
        Assert.Contains(first.Pixels, p => p.Red + p.Green + p.Blue < 300);
        Assert.All(ChartImages.Svg(charts), svg => Assert.StartsWith("<svg", svg, StringComparison.Ordinal));
        // Those of tests that draw at the same time vanish on their own; one that this call left would stay.
        var left = Folders().Except(before, StringComparer.Ordinal).ToList();
        Assert.True(SpinWait.SpinUntil(() => !left.Exists(Directory.Exists), TimeSpan.FromMinutes(3)), string.Join(", ", left));

        static string[] Folders() => Directory.GetDirectories(Path.GetTempPath(), "workbench-chart-*");
    }

    [Fact]
    public void Without_a_browser_there_are_no_images_and_no_error()
    {
        // In a process of its own it would be cleaner; a browser that fails at once serves as well.
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Assert.Null(Browser.DumpDom(Which("false"), Path.Combine(folder.FullName, "page.html"), TimeSpan.FromSeconds(10)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_browser_that_hangs_is_ended_with_all_its_children()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stand-in is a shell script.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var script = Path.Combine(folder.FullName, "browser");
            File.WriteAllText(script, $"#!/bin/sh\nsleep 61 &\necho $! > '{folder.FullName}/child'\nwait\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Null(Browser.DumpDom(script, Path.Combine(folder.FullName, "page.html"), TimeSpan.FromSeconds(1)));
            var child = int.Parse(File.ReadAllText(Path.Combine(folder.FullName, "child")), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(SpinWait.SpinUntil(() => !Alive(child), TimeSpan.FromSeconds(5)), "The browser's child is still there.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Which(string program) => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.SystemDirectory, "where.exe")
        : File.Exists("/bin/" + program) ? "/bin/" + program : "/usr/bin/" + program;

    // A child whose parent is gone may stay as a zombie where nobody reaps it; that is dead too.
    private static bool Alive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            var status = $"/proc/{id}/stat";
            return !process.HasExited && !(File.Exists(status) && File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
