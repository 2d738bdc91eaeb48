using System.Net;

namespace DomainAdaptation.Tests;

/// <summary>An HTTP server on the loopback interface with one way of behaving, for downloads that are cut, refused or resumed.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Action<HttpListenerContext, int> answer;
    private int requests;

    /// <param name="answer">Answers a request, of which it gets the number from 1.</param>
    public LoopbackServer(Action<HttpListenerContext, int> answer)
    {
        this.answer = answer;
        for (var attempt = 0; ; attempt++)
        {
            Uri = new($"http://127.0.0.1:{Random.Shared.Next(20_000, 60_000)}/mnist/");
            listener.Prefixes.Clear();
            listener.Prefixes.Add(Uri.ToString());
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 50)
            {
                // The port is taken.
            }
        }

        _ = Task.Run(Serve);
    }

    public Uri Uri { get; }

    public int Requests => requests;

    /// <summary>Sends a file, or the part asked for where ranges are known; cuts the connection after so many bytes.</summary>
    public static void Send(HttpListenerContext context, byte[] content, bool ranges = true, int cutAfter = int.MaxValue)
    {
        var from = 0;
        if (ranges && context.Request.Headers["Range"] is { } range)
        {
            from = int.Parse(range.Split('=', '-')[1], System.Globalization.CultureInfo.InvariantCulture);
            if (from >= content.Length)
            {
                context.Response.StatusCode = 416;
                context.Response.Headers["Content-Range"] = $"bytes */{content.Length}";
                context.Response.Close();
                return;
            }

            context.Response.StatusCode = 206;
            context.Response.Headers["Content-Range"] = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength64 = content.Length - from;
        var count = Math.Min(content.Length - from, cutAfter);
        context.Response.OutputStream.Write(content, from, count);
        context.Response.OutputStream.Flush();
        if (count < content.Length - from)
        {
            context.Response.Abort();
        }
        else
        {
            context.Response.Close();
        }
    }

    public void Dispose() => listener.Close();

    private void Serve()
    {
        try
        {
            while (true)
            {
                var context = listener.GetContext();
                answer(context, Interlocked.Increment(ref requests));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed by the test, or the client hung up.
        }
    }
}
