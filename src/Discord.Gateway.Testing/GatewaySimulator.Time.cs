using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Testing;

/// <content>Time, and rest.</content>
public sealed partial class GatewaySimulator
{
    /// <summary>How far the clock moves at once: less than anything in the protocol takes.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>How often nothing may have happened, one look after the other, before all are taken to be at rest.</summary>
    private const int QuietLooks = 3;

    private long _activity;

    /// <summary>
    /// Waits until client and simulator are at rest: all that was sent has been received, no payload comes or goes, and the thread pool has no work waiting. What a handler
    /// itself waits for (a database, another clock) is not known here. In memory only; real sockets have no moment of rest.
    /// </summary>
    /// <exception cref="SimulatorExpectationException">They were not at rest in 20 real seconds.</exception>
    public Task SettleAsync(CancellationToken cancellationToken = default) => SettleAsync(QuietLooks, cancellationToken);

    /// <summary>
    /// Lets time pass: moves the clock in steps, and lets client and simulator come to rest after each, so that no timer runs ahead of what an earlier one has caused.
    /// </summary>
    /// <param name="time">How much.</param>
    /// <param name="cancellationToken">Stops waiting; the clock stays where it is then.</param>
    /// <exception cref="InvalidOperationException"><see cref="GatewaySimulatorOptions.TimeProvider"/> is no <see cref="FakeTimeProvider"/>.</exception>
    /// <exception cref="SimulatorExpectationException">They were not at rest in 20 real seconds.</exception>
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
        // Real time, whatever the simulator's clock: it bounds a failing test alone.
        long started = TimeProvider.System.GetTimestamp();
        int quiet = 0;
        while (quiet < looks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long before = Interlocked.Read(ref _activity);

            // Behind everything that waits for the thread pool now.
            await Task.Yield();
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).ConfigureAwait(false);
            bool isQuiet = Interlocked.Read(ref _activity) == before && ThreadPool.PendingWorkItemCount == 0 && Connections.All(connection => connection.IsDrained);
            quiet = isQuiet ? quiet + 1 : 0;
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new SimulatorExpectationException("Client and simulator do not come to rest: payloads come and go, or something keeps the thread pool busy.");
            }
        }
    }
}
