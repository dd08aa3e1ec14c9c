namespace Discord.Gateway;

/// <summary>The call of the handler of one event, by which the handler's own calls are known. Each event has its own, since a task may outlive its handler.</summary>
internal class HandlerCall(ConcurrentHandlers owner, GatewayEvent gatewayEvent)
{
    private static readonly AsyncLocal<HandlerCall?> Local = new();

    private long _waitedUntil;
    private int _waits;

    /// <summary>The call that the caller runs in, or was started by; null outside of handlers.</summary>
    internal static HandlerCall? Current => Local.Value;

    internal ConcurrentHandlers Owner => owner;

    internal GatewayEvent Event => gatewayEvent;

    /// <summary>When it began, by the clock's timestamps.</summary>
    internal long StartedAt { get; set; }

    /// <summary>Since when it works, by the clock's timestamps; null while it waits for an event.</summary>
    internal long? WorksSince => Volatile.Read(ref _waits) > 0 ? null : Math.Max(StartedAt, Interlocked.Read(ref _waitedUntil));

    /// <summary>Which of the bot's handlers runs, for the log; null if they have no names.</summary>
    internal string? HandlerName { get; set; }

    /// <summary>Whether any of the bot's handlers failed, though nothing was thrown out of the call.</summary>
    internal bool HasFailed { get; set; }

    /// <summary>Whether it has been logged as slow.</summary>
    internal bool IsReported { get; set; }

    /// <summary>The loop that waits for it; null if none does.</summary>
    internal HandlerTurn? Turn { get; init; }

    /// <summary>Makes the caller's context one of this call.</summary>
    internal void Enter() => Local.Value = this;

    /// <summary>The handler asks for something that waits for handlers: nothing waits for it any more, and its event counts as handled. Nothing if the handler has ended.</summary>
    internal virtual void Leave() => Turn?.Leave(this);

    /// <summary>Completes as a wait for an event does, which is no work.</summary>
    internal async Task<T> WaitAsync<T>(Task<T> wait)
    {
        Interlocked.Increment(ref _waits);
        try
        {
            return await wait.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Exchange(ref _waitedUntil, owner.GetTimestamp());
            Interlocked.Decrement(ref _waits);
        }
    }
}
