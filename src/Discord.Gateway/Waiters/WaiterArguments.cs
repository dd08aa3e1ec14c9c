namespace Discord.Gateway.Waiters;

/// <summary>Checks the arguments of a wait.</summary>
internal static class WaiterArguments
{
    /// <summary>A timer cannot wait for longer.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(49);

    internal static void Check(int? count, TimeSpan? timeout)
    {
        if (count is { } events)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events, nameof(count));
        }

        if (timeout is { } time)
        {
            Check(time);
        }
    }

    internal static void Check(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, MaxTimeout);
        }
    }
}
