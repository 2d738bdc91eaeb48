using System.Net;
using System.Net.Http.Headers;

namespace DomainAdaptation;

/// <summary>Downloads one file over HTTP into a partial file, and goes on where an earlier download was cut.</summary>
internal static class HttpDownload
{
    private const int Attempts = 3;

    /// <summary>A client that gives up on a host soon, so that the next source gets its turn.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        // Of the headers; the content has a limit of its own, on silence rather than on duration.
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Completes a partial file. It may still be wrong: the caller checks it before it counts as the file.</summary>
    /// <param name="client">From <see cref="CreateClient"/>.</param>
    /// <param name="uri">The file.</param>
    /// <param name="part">The partial file; kept when the download fails, to be resumed.</param>
    /// <param name="limit">More bytes than this are refused.</param>
    /// <param name="onProgress">Bytes here, bytes in all.</param>
    /// <param name="silence">How long the sender may send nothing.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HttpRequestException">The file cannot be had from there; the message says why.</exception>
    /// <exception cref="IOException">The partial file cannot be written.</exception>
    public static async Task FetchAsync(HttpClient client, Uri uri, string part, long limit, Action<long, long?> onProgress, TimeSpan silence, CancellationToken cancellation)
    {
        AtomicFile.FolderFor(part);
        try
        {
            await using var file = AtomicFile.Opened(part, () => new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            await FetchAsync(client, uri, file, limit, onProgress, silence, cancellation);
        }
        catch when (new FileInfo(part) is { Exists: true, Length: 0 })
        {
            // Nothing came; leave nothing.
            File.Delete(part);
            throw;
        }
    }

    private static async Task FetchAsync(HttpClient client, Uri uri, FileStream file, long limit, Action<long, long?> onProgress, TimeSpan silence, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ContinueAsync(client, uri, file, limit, onProgress, silence, cancellation);
                file.Flush(flushToDisk: true);
                return;
            }
            catch (HttpRequestException e) when (e.StatusCode is null && e.HttpRequestError == HttpRequestError.ResponseEnded && attempt < Attempts)
            {
                // The connection was cut; what came is in the file, and the next attempt asks for the rest.
            }
        }
    }

    private static async Task ContinueAsync(HttpClient client, Uri uri, FileStream file, long limit, Action<long, long?> onProgress, TimeSpan silence, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (file.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
        }

        using var response = await SendAsync(client, request, cancellation);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Nothing is left to send: it is all here already, or it is another file than the one begun.
            if (response.Content.Headers.ContentRange?.Length != file.Length)
            {
                file.SetLength(0);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the file there has changed");
            }

            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"answered {(int)response.StatusCode} ({response.ReasonPhrase})", null, response.StatusCode);
        }

        // A server that knows no ranges, or answers with another one, sends from the start.
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != file.Length)
        {
            if (response.StatusCode == HttpStatusCode.PartialContent)
            {
                file.SetLength(0);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "answered with another part of the file than the one asked for");
            }

            file.SetLength(0);
        }

        file.Position = file.Length;
        var total = response.Content.Headers.ContentLength + file.Length;
        if (total > limit)
        {
            throw new HttpRequestException($"offers {total} bytes, more than the file can have");
        }

        await CopyAsync(response, file, limit, total, onProgress, silence, cancellation);
    }

    private static async Task CopyAsync(HttpResponseMessage response, FileStream file, long limit, long? total, Action<long, long?> onProgress, TimeSpan silence, CancellationToken cancellation)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var buffer = new byte[1 << 16];
        onProgress(file.Length, total);
        while (true)
        {
            int read;
            try
            {
                patience.CancelAfter(silence);
                read = await content.ReadAsync(buffer, patience.Token);
            }
            catch (IOException e)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was cut", e);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new HttpRequestException($"sent nothing for {silence.TotalSeconds:0} seconds", e);
            }

            if (read == 0)
            {
                return;
            }

            if (file.Length + read > limit)
            {
                throw new HttpRequestException("sends more bytes than the file can have");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            onProgress(file.Position, total);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("no answer in time", e);
        }
    }
}
