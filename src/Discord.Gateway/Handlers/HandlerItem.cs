using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Discord.Gateway;

/// <summary>An event on its way through a <see cref="HandlerQueue"/>, and the call of its handler.</summary>
internal sealed class HandlerItem(ConcurrentHandlers owner, GatewayEvent gatewayEvent, EventKeys keys, int session) : HandlerCall(owner, gatewayEvent)
{
    private HandlerItem? _nextOfFirst;
    private HandlerItem? _nextOfSecond;
    private bool _hasEnded;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _handling;

    internal EventKeys Keys => keys;

    /// <summary>Which session of the shard the event belongs to.</summary>
    internal int Session => session;

    /// <summary>When the event was taken, by the clock's timestamps.</summary>
    internal long TakenAt { get; init; }

    /// <summary>The number of items it waits for.</summary>
    internal int WaitsFor { get; set; }

    internal bool IsRunning { get; set; }

    /// <summary>Whether it does not run: see <see cref="HandlerQueue.LeaveRest"/>.</summary>
    internal bool IsLeft { get; set; }

    /// <summary>Its place among all that were added to its queue.</summary>
    internal long Number { get; set; }

    internal HandlerItem? Older { get; set; }

    internal HandlerItem? Newer { get; set; }

    internal override void Leave() => Owner.OnEnded(this);

    internal HandlerItem? GetNext(EventKey key) => key == keys.First ? _nextOfFirst : _nextOfSecond;

    internal void SetNext(EventKey key, HandlerItem next) => _ = key == keys.First ? _nextOfFirst = next : _nextOfSecond = next;

    /// <summary>Calls the handler, in a context of its own. True if it has ended; if not, the owner is told when it has.</summary>
    internal bool Run(ExecutionContext context)
    {
        ExecutionContext.Run(context, static item => ((HandlerItem)item!).Begin(), this);
        return _hasEnded;
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "Consumed once, and without a state machine for each event.")]
    private void Begin()
    {
        Enter();
        _handling = Owner.HandleAsync(this).ConfigureAwait(false).GetAwaiter();
        if (_handling.IsCompleted)
        {
            _handling.GetResult();
            _hasEnded = true;
        }
        else
        {
            _handling.UnsafeOnCompleted(OnEnded);
        }
    }

    private void OnEnded()
    {
        // Gives what it was awaited with back to its pool. Does not throw: what a handler throws is told before.
        _handling.GetResult();
        Owner.OnEnded(this);
    }
}
