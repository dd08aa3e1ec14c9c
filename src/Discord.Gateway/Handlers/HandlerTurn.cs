using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// A loop's wait for the handler that it has called, until the handler ends or leaves its order. Serves one call after the other without allocating; after one that has
/// left, another is needed.
/// </summary>
internal sealed class HandlerTurn
{
    private readonly AsyncSignal _signal = new();
    private readonly Action _set;
    private HandlerCall? _call;

    internal HandlerTurn()
    {
        _set = _signal.Set;
    }

    internal void Begin(HandlerCall call) => Volatile.Write(ref _call, call);

    /// <summary>Completes when the handler has ended, or has left.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "Its owner consumes it once, when it has completed.")]
    internal ValueTask WaitAsync(in ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter handling)
    {
        handling.UnsafeOnCompleted(_set);
        return _signal.WaitAsync();
    }

    /// <summary>The handler has ended. False if it had left: the turn is used up.</summary>
    internal bool TryEnd(HandlerCall call) => Interlocked.CompareExchange(ref _call, null, call) == call;

    /// <summary>The handler leaves, if it has not ended.</summary>
    internal void Leave(HandlerCall call)
    {
        if (TryEnd(call))
        {
            _signal.Set();
        }
    }
}
