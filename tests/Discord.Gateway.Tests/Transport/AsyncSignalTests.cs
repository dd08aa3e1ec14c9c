using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

/// <summary>Who is woken, how often, and on which thread.</summary>
public sealed class AsyncSignalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_waiter_goes_on_with_the_thread_that_wakes_it_here_or_with_another_and_only_once()
    {
        const int Rounds = 5_000;
        var signal = new AsyncSignal();
        int woken = 0;
        int asked = 0;
        Task waiting = Task.Run(WaitAsync, Cancellation);

        await Task.Run(Wake, Cancellation);

        await waiting;
        Assert.Equal(Rounds, woken);

        async Task WaitAsync()
        {
            while (Volatile.Read(ref woken) < Rounds)
            {
                await signal.WaitAsync(Cancellation).ConfigureAwait(false);
                Interlocked.Increment(ref woken);
            }
        }

        // Woken by the pool, and then here if no thread has come meanwhile: whoever is first.
        void Wake()
        {
            while (Volatile.Read(ref woken) < Rounds)
            {
                asked++;
                int before = Volatile.Read(ref woken);
                signal.Set();
                while (signal.IsWaiting)
                {
                    signal.SetHere();
                }

                SpinWait.SpinUntil(() => Volatile.Read(ref woken) > before);
            }
        }
    }

    [Fact]
    public async Task A_waiter_that_was_cancelled_and_has_no_thread_yet_is_told_so_by_whoever_comes_first()
    {
        var signal = new AsyncSignal();
        for (int round = 0; round < 2_000; round++)
        {
            using var cancellation = new CancellationTokenSource();
            Task waiting = signal.WaitAsync(cancellation.Token).AsTask();

            await Task.Run(
                () =>
                {
                    cancellation.Cancel();
                    signal.SetHere();
                },
                Cancellation);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

            // What was set after the cancel is for the next wait, or there was no cancel to take over.
            signal.Set();
            await signal.WaitAsync(Cancellation);
        }
    }
}
