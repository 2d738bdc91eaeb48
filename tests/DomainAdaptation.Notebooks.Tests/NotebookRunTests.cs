namespace DomainAdaptation.Notebooks.Tests;

/// <summary>Every notebook, from the first cell to the last, at the smallest scale.</summary>
public sealed class NotebookRunTests
{
    private static readonly Dictionary<string, string> Needs = new(StringComparer.Ordinal)
    {
        ["02"] = "mnist mnist_m bsds500",
        ["03"] = "svhn",
        ["04"] = "svhn mnist",
        ["05"] = "gtsrb bsds500",
        ["06"] = "gtsrb bsds500",
        ["07"] = "office31 weights",
        ["08"] = "mnist bsds500",
        ["09"] = "mnist svhn",
    };

    [Theory]
    [MemberData(nameof(NotebookFiles.All), MemberType = typeof(NotebookFiles))]
    public void Run_All_works(string notebook)
    {
        var home = DataHome.Find();
        foreach (var set in Needs.GetValueOrDefault(notebook[..2], "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.SkipUnless(Directory.Exists(home.PathOf(set)), $"There is no {set} in {home.Folder}.");
        }

        var folder = Directory.CreateTempSubdirectory("workbench-notebook-");
        try
        {
            string[] parameters = notebook[..2] switch
            {
                "01" => ["steps=100"],
                "10" => [],
                "11" => ["epochs=1", $"output={folder.FullName}"],
                _ => ["scale=smoke", $"output={folder.FullName}"],
            };
            var executed = Path.Combine(folder.FullName, "executed.ipynb");
            Assert.Equal("", NotebookFiles.Run(notebook, executed, parameters));

            // The same run as the script's: what a notebook shows is what its record says.
            if (parameters is ["scale=smoke", ..])
            {
                var records = RunStore.ReadFrom(folder.FullName);
                Assert.Contains(records, r => r.Method == Methods.Dann && r.Scale == "smoke");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
