namespace DomainAdaptation;

/// <summary>The loop of the generators: image by image on all cores, each thread with a painter of its own.</summary>
internal static class GeneratedImages
{
    /// <param name="count">How many.</param>
    /// <param name="painter">Makes what each thread draws with.</param>
    /// <param name="draw">Makes the image of this number.</param>
    /// <param name="onProgress">Is told now and then how many are done.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Make<T>(int count, Func<T> painter, Action<int, T> draw, Action<int>? onProgress, CancellationToken cancellation)
        where T : IDisposable
    {
        var done = 0;
        // A thread may be given work in several pieces; the painter stays with it.
        using var painters = new ThreadLocal<T>(painter, trackAllValues: true);
        try
        {
            InParallel.For(count, i =>
            {
                cancellation.ThrowIfCancellationRequested();
                draw(i, painters.Value!);
                if (Interlocked.Increment(ref done) is var now && (now % 1000 == 0 || now == count))
                {
                    onProgress?.Invoke(now);
                }
            });
        }
        finally
        {
            foreach (var each in painters.Values)
            {
                each.Dispose();
            }
        }
    }
}
