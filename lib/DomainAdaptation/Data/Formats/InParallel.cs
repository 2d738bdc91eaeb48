using System.Runtime.ExceptionServices;

namespace DomainAdaptation;

/// <summary>Work on all cores whose outcome, failure included, is that of doing one after another.</summary>
internal static class InParallel
{
    public static void For(int count, Action<int> body) => For(count, () => 0, (index, _) => body(index));

    /// <param name="count">The body is called with 0 to this, exclusively.</param>
    /// <param name="own">Makes what each thread has for itself.</param>
    /// <param name="body">The work.</param>
    public static void For<T>(int count, Func<T> own, Action<int, T> body)
    {
        ExceptionDispatchInfo? first = null;
        var firstIndex = int.MaxValue;
        var gate = new Lock();

        // A thread that waits for memory must not make the pool start others that do the same.
        var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };

        // Break lets everything before a failure finish, so the failure that is reported is always the first one.
        Parallel.For(0, count, cores, own, (index, state, mine) =>
        {
            try
            {
                body(index, mine);
            }
#pragma warning disable CA1031 // Whatever it is, it is rethrown below.
            catch (Exception e)
#pragma warning restore CA1031
            {
                lock (gate)
                {
                    if (index < firstIndex)
                    {
                        (first, firstIndex) = (ExceptionDispatchInfo.Capture(e), index);
                    }
                }

                state.Break();
            }

            return mine;
        }, _ => { });
        first?.Throw();
    }
}
