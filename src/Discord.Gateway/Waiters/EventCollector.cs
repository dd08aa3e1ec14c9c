using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Queue = System.Threading.Channels.Channel;

namespace Discord.Gateway.Waiters;

/// <summary>A wait for several events, which wait in turn for their reader.</summary>
internal sealed class EventCollector<T>(WaiterHub hub, Func<T, bool>? predicate, int? count, CancellationToken cancellationToken) : EventWaiter(hub, EventTypeOf<T>.Type)
    where T : GatewayEvent
{
    private readonly Channel<(T Event, int Bytes)> _found = Queue.CreateUnbounded<(T, int)>(new UnboundedChannelOptions { SingleReader = true });
    private int _foundCount;
    private int _unread;
    private long _unreadBytes;

    private protected override bool Accepts(GatewayEvent gatewayEvent) => gatewayEvent is T;

    private protected override void Look(GatewayEvent gatewayEvent, int bytes)
    {
        var candidate = (T)gatewayEvent;
        if (predicate?.Invoke(candidate) == false || IsEnded)
        {
            return;
        }

        int unread = Volatile.Read(ref _unread);
        if (unread > 0 && (unread >= MaxEvents || Interlocked.Read(ref _unreadBytes) + bytes > MaxBytes))
        {
            End(Hub.MakeMissed("its stream is read too slowly or not at all"));
            return;
        }

        Interlocked.Increment(ref _unread);
        Interlocked.Add(ref _unreadBytes, bytes);
        _found.Writer.TryWrite((candidate, bytes));
        if (++_foundCount == count)
        {
            End(null);
        }
    }

    private protected override void Complete(Exception? error) => _found.Writer.TryComplete(error);

    private protected override Exception? MakeTimeout() => null;

    internal bool TryRead([NotNullWhen(true)] out T? gatewayEvent)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool isRead = _found.Reader.TryRead(out (T Event, int Bytes) item);
        if (isRead)
        {
            Interlocked.Decrement(ref _unread);
            Interlocked.Add(ref _unreadBytes, -item.Bytes);
        }

        gatewayEvent = item.Event;
        return isRead;
    }

    /// <summary>False when no more events will arrive; throws the error with which it ended.</summary>
    internal ValueTask<bool> WaitToReadAsync(CancellationToken readerToken) => _found.Reader.WaitToReadAsync(readerToken);
}
