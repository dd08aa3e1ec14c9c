namespace Discord.Gateway.State;

/// <summary>Lets the writers of snapshots rest after about a millisecond's work: else they would keep the cores, and events wait for one.</summary>
internal sealed class SnapshotPace(TimeProvider time)
{
    /// <summary>What the timers of most systems make of any shorter time.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(4);

    /// <summary>A snapshot of more than about half a gigabyte is written without rest from then on: the store has its time, too.</summary>
    private static readonly TimeSpan Leisure = TimeSpan.FromSeconds(10);

    private int _writers;

    /// <summary>Begins a snapshot. Returns when.</summary>
    internal long Begin()
    {
        Interlocked.Increment(ref _writers);
        return time.GetTimestamp();
    }

    /// <summary>Ends a snapshot, whatever came of it.</summary>
    internal void End() => Interlocked.Decrement(ref _writers);

    /// <summary>Rests: the longer, the more snapshots are written at once.</summary>
    /// <param name="begun">When the snapshot was begun.</param>
    /// <param name="cancellationToken">Ends the rest.</param>
    internal Task RestAsync(long begun, CancellationToken cancellationToken) =>
        time.GetElapsedTime(begun) < Leisure ? Task.Delay(Tick * Volatile.Read(ref _writers), time, cancellationToken) : Task.CompletedTask;
}
