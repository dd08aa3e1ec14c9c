using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.State;

/// <summary>Stands still while a snapshot is written, and counts how often the writers rest.</summary>
internal sealed class RestingClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    /// <summary>Of four writers.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(16);

    private int _rests;

    internal int Rests => Volatile.Read(ref _rests);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime <= LongestRest)
        {
            Interlocked.Increment(ref _rests);
        }

        return timer;
    }

    /// <summary>Ends each rest once it was begun. If time went on while the writer works, it would not rest any more, or the store's time would be over.</summary>
    internal async Task FinishAsync(Task saving)
    {
        for (int ended = 0; !saving.IsCompleted;)
        {
            await Task.Run(static () => { }, TestContext.Current.CancellationToken);
            if (Rests > ended)
            {
                ended++;
                Advance(LongestRest);
            }
        }

        await saving;
    }
}
