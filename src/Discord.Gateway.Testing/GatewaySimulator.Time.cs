using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Testing;

/// <content>Time and settling.</content>
public sealed partial class GatewaySimulator
{
    /// <summary>How far the clock moves at once: less than anything in the protocol takes.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>How often nothing may have happened, one look after the other, before all are taken to be at rest.</summary>
    private const int QuietLooks = 3;

    /// <summary>How long a handler that works may take after something came or went; it may have to be compiled first.</summary>
    private static readonly TimeSpan HandlerPatience = TimeSpan.FromMilliseconds(400);

    /// <summary>The same, after a step of the clock in which nothing came or went.</summary>
    private static readonly TimeSpan IdlePatience = TimeSpan.FromMilliseconds(2);

    private long _activity;

    /// <summary>
    /// Waits until the client and the simulator are idle: everything sent has been received, no payload or request is in flight, and no thread of the pool is busy. Work that shows no
    /// traffic (a slow handler, a bot that does not read, another test in parallel) delays it by less than 0.5 s; it does not detect what a handler awaits (a database, another clock). Where
    /// a test expects something in particular, use <see cref="NextRequestAsync"/> or <see cref="NextConnectionAsync"/>. In memory only: real sockets are never known to be idle.
    /// </summary>
    /// <exception cref="SimulatorExpectationException">They were not idle within 20 s of real time.</exception>
    public Task SettleAsync(CancellationToken cancellationToken = default) => SettleAsync(QuietLooks, cancellationToken);

    /// <summary>Advances the clock in steps and waits until the client and the simulator are idle after each, so that no timer fires before the effects of an earlier one.</summary>
    /// <param name="time">The time to advance by; 0 or more.</param>
    /// <param name="cancellationToken">Cancels the call; the clock keeps the time it has reached.</param>
    /// <exception cref="InvalidOperationException"><see cref="GatewaySimulatorOptions.TimeProvider"/> is not a <see cref="FakeTimeProvider"/>.</exception>
    /// <exception cref="SimulatorExpectationException">They were not idle within 20 s of real time.</exception>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (Options.TimeProvider is not FakeTimeProvider clock)
        {
            throw new InvalidOperationException(
                $"The simulator's clock is {Options.TimeProvider.GetType().Name}, which cannot be moved. Set {nameof(GatewaySimulatorOptions)}.{nameof(GatewaySimulatorOptions.TimeProvider)} to a FakeTimeProvider.");
        }

        await SettleAsync(QuietLooks, cancellationToken).ConfigureAwait(false);
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            using (WithoutContext.Enter())
            {
                clock.Advance(time - passed < Step ? time - passed : Step);
            }

            await SettleAsync(looks: 1, cancellationToken).ConfigureAwait(false);
        }

        await SettleAsync(QuietLooks, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Something came or went.</summary>
    internal void Stir() => Interlocked.Increment(ref _activity);

    private async Task SettleAsync(int looks, CancellationToken cancellationToken)
    {
        // Real time, whatever the simulator's clock: it bounds a failing test, and how long others' work is waited for.
        long started = TimeProvider.System.GetTimestamp();
        long moved = started;
        long before = Interlocked.Read(ref _activity);
        bool isStirred = looks > 1;
        int quiet = 0;
        while (quiet < looks)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Behind everything that waits for the thread pool now.
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).ConfigureAwait(false);
            long activity = Interlocked.Read(ref _activity);
            if (activity != before)
            {
                moved = TimeProvider.System.GetTimestamp();
                isStirred = true;
            }

            // A thread that is busy may be a handler that has not come to its request yet, or the test beside this one: it is waited for, but not for long.
            TimeSpan patience = isStirred ? HandlerPatience : IdlePatience;
            bool isWorking = ThreadPool.PendingWorkItemCount > 0 || CountBusyThreads() > 1;
            bool isAtRest = !isWorking && Connections.All(connection => connection.IsDrained);
            bool isQuiet = activity == before && (isAtRest || TimeProvider.System.GetElapsedTime(moved) > patience);
            if (!isQuiet && TimeProvider.System.GetElapsedTime(moved) > IdlePatience)
            {
                // Others need the processor for what is waited for.
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            }

            before = activity;
            quiet = isQuiet ? quiet + 1 : 0;
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new SimulatorExpectationException($"Client and simulator did not become idle within {Patience.TotalSeconds:F0} s: they continue to exchange payloads.");
            }
        }
    }

    /// <summary>Threads of the pool at work, with the one that asks, if it is of the pool.</summary>
    private static int CountBusyThreads()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        return all - available + (Thread.CurrentThread.IsThreadPoolThread ? 0 : 1);
    }
}
