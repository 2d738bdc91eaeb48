using System.Diagnostics;
using System.Text.Json.Nodes;
using Workbench.Kernel.Install;

namespace Workbench.Kernel.Tests;

/// <summary>The real client, where Debian's packages jupyter-nbconvert, python3-nbclient and python3-jupyter-kernel-test are installed.</summary>
public sealed class JupyterTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void Nbconvert_executes_a_notebook()
    {
        Assert.SkipUnless(File.Exists(Python) && Run([Python, "-c", "import nbconvert, nbclient"], ".").Code == 0, "Jupyter is not installed.");
        using var folder = new TemporaryFolder();
        new KernelSpecs(folder.Path, []).Install(["dotnet", typeof(KernelVersion).Assembly.Location]);
        folder.Write("a.ipynb", RunnerTests.Notebook(["var x = 40;", "Console.WriteLine(\"hi\"); x + 2", "HTML(\"<b>bold</b>\")"]));
        var (code, output) = Run([Python, "-m", "nbconvert", "--to", "notebook", "--execute", "a.ipynb", "--output", "b.ipynb"], folder.Path);
        Assert.True(code == 0, output);
        var outputs = JsonNode.Parse(File.ReadAllText(folder.File("b.ipynb")))!["cells"]![1]!["outputs"]!.AsArray();
        Assert.Equal("hi\n", (string?)outputs[0]!["text"]![0]);
        Assert.Equal("42", (string?)outputs[1]!["data"]!["text/plain"]![0]);
    }

    [Theory]
    [InlineData("CSharp")]
    [InlineData("FSharp")]
    public void Jupyters_own_conformance_suite_passes(string language)
    {
        Assert.SkipUnless(File.Exists(Python) && Run([Python, "-c", "import jupyter_kernel_test"], ".").Code == 0, "jupyter_kernel_test is not installed.");
        using var folder = new TemporaryFolder();
        new KernelSpecs(folder.Path, []).Install(["dotnet", typeof(KernelVersion).Assembly.Location]);
        var (code, output) = Run([Python, Path.Combine(AppContext.BaseDirectory, "conformance.py"), "-v", language], folder.Path);
        Assert.True(code == 0, output);
        Assert.Contains("test_execute_stdout", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Run(string[] command, string folder)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["JUPYTER_PATH"] = folder;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
