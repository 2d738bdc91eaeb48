using System.Globalization;
using System.Text;

namespace DomainAdaptation.Tests;

public sealed class RunStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-test-").FullName;

    private string StoreFile => Path.Combine(folder, "runs.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_record_is_read_back_equal_in_every_value()
    {
        var store = new RunStore(StoreFile);
        var record = Record(3);
        store.Append(record);
        Assert.Equal(RunStore.ToJson(record), RunStore.ToJson(Assert.Single(store.ReadAll())));
    }

    [Fact]
    public void A_record_is_one_line_whatever_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("fr-FR");
            new RunStore(StoreFile).Append(Record(1));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var text = File.ReadAllText(StoreFile);
        Assert.Equal(1, text.Count(c => c == '\n'));
        Assert.Contains("\"targetAccuracy\":0.8125", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_a_killed_writer_left_unfinished_is_skipped_and_then_cut_off()
    {
        var store = new RunStore(StoreFile);
        store.Append(Record(1));
        File.AppendAllText(StoreFile, RunStore.ToJson(Record(2))[..100]);
        Assert.Equal([1], store.ReadAll().Select(r => r.Seed));
        store.Append(Record(3));
        Assert.Equal([1, 3], store.ReadAll().Select(r => r.Seed));
    }

    [Fact]
    public void A_line_that_is_no_record_is_named()
    {
        var store = new RunStore(StoreFile);
        store.Append(Record(1));
        File.AppendAllText(StoreFile, "{\"seed\": \"x\"}\n");
        var error = Assert.Throws<InvalidDataException>(() => store.ReadAll());
        Assert.Contains($"{StoreFile}, line 2,", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r")]
    public void A_last_line_without_its_line_feed_is_a_record_and_the_next_gets_a_line_of_its_own(string end)
    {
        var store = new RunStore(StoreFile);
        File.WriteAllText(StoreFile, "\uFEFF" + RunStore.ToJson(Record(1)) + end + "\n" + RunStore.ToJson(Record(2)) + end); // as editors leave it
        Assert.Equal([1, 2], store.ReadAll().Select(r => r.Seed));
        store.Append(Record(3));
        Assert.Equal([1, 2, 3], store.ReadAll().Select(r => r.Seed));
        Assert.Equal(3, File.ReadAllLines(StoreFile).Length);
    }

    [Theory]
    [InlineData("epochs", "[null]")]
    [InlineData("epochs", null)]
    [InlineData("options", null)]
    [InlineData("experiment", null)]
    [InlineData("confusion", "[null]")]
    public void A_record_that_lacks_something_is_named_in_a_sentence(string name, string? json)
    {
        var record = System.Text.Json.Nodes.JsonNode.Parse(RunStore.ToJson(Record(1)))!.AsObject();
        record.Remove(name);
        if (json is not null)
        {
            record.Add(name, System.Text.Json.Nodes.JsonNode.Parse(json));
        }

        File.WriteAllText(StoreFile, record.ToJsonString() + "\n");
        var error = Assert.Throws<InvalidDataException>(() => new RunStore(StoreFile).ReadAll());
        Assert.Equal($"{StoreFile}, line 1, is no run record (it has no {name}). Remove the line, or the file.", error.Message);
    }

    [Fact]
    public void A_record_that_could_not_be_read_back_is_not_written()
    {
        var store = new RunStore(StoreFile);
        Assert.Contains("has no epochs", Assert.Throws<ArgumentException>(() => store.Append(Record(1) with { Epochs = [null!] })).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(StoreFile));
    }

    [Fact]
    public void Several_writers_lose_and_mix_nothing_and_readers_never_fail()
    {
        Parallel.For(0, 8, writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                new RunStore(StoreFile).Append(Record((writer * 25) + i));
                Assert.NotEmpty(new RunStore(StoreFile).ReadAll());
            }
        });
        Assert.Equal(Enumerable.Range(0, 200), new RunStore(StoreFile).ReadAll().Select(r => r.Seed).Order());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var path = Path.Combine(folder, "nowhere");
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => RunStore.ReadFrom(path)).Message, StringComparison.Ordinal);
    }

    private static RunRecord Record(int seed) => new(
        "mnist-to-mnistm", Methods.Dann, "paper", "smoke", seed, "last-epoch", "MNIST “train” → MNIST-M", 0.8125, 0.99, null,
        new DannOptions(Seed: seed), [new EpochMetrics(1, 10, 0.5, 0.69, 0.51, 0.1, 0.009, 0.8)], [[5, 1], [2, 8]],
        "abc", "cpu", new RunEnvironment("0.1.0"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 12.5);
}
