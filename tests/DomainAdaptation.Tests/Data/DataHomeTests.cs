namespace DomainAdaptation.Tests;

public sealed class DataHomeTests
{
    [Fact]
    public void A_folder_that_is_given_wins() =>
        Assert.Equal(Path.GetFullPath("some/folder"), DataHome.Find("some/folder").Folder);

    [Fact]
    public void Without_a_folder_the_environment_or_the_user_decides() =>
        Assert.Equal(
            Environment.GetEnvironmentVariable(DataHome.Variable) is { Length: > 0 } named
                ? Path.GetFullPath(named)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "domain-adaptation-workbench", "data"),
            DataHome.Find().Folder);

    [Fact]
    public void The_first_candidate_that_exists_is_found()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mnist/b", "");
        Assert.Equal(file, DataHome.Find(folder.Path).FileOf("MNIST", "mnist/a", "mnist/b"));
    }

    [Fact]
    public void What_is_missing_is_named_with_the_place_and_the_command_that_helps()
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<DataNotFoundException>(() => Mnist.Train(DataHome.Find(folder.Path))).Message;
        Assert.Contains("mnist/train-images-idx3-ubyte.gz", message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, message, StringComparison.Ordinal);
        Assert.Contains("dotnet run scripts/get-data.cs", message, StringComparison.Ordinal);
        Assert.Contains("which does not exist", Assert.Throws<DataNotFoundException>(() => Mnist.Train(DataHome.Find(folder.At("nowhere")))).Message, StringComparison.Ordinal);
    }
}
