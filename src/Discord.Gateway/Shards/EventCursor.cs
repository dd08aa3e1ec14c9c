using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Shards;

/// <summary>
/// How far the consumer has come: the event it has taken and not finished, and, after the end, the first that it will never take. With the events that wait,
/// this gives the session from which Discord replays exactly the events that were not taken, or not handled.
/// </summary>
/// <param name="handledBefore">The last event of the session that the shard was made with which was handled before; null if there is no session.</param>
internal sealed class EventCursor(long? handledBefore)
{
    private (int SessionNumber, long Sequence)? _current;
    private long? _lowestDropped;

    /// <summary>Whether an event was handled before the shard was made, and is replayed for whoever keeps a copy of what it told. RESUMED may have the number of the last event.</summary>
    internal static bool IsReplayed(ShardSession? given, GatewayEventType type, int sessionNumber, long? sequence) =>
        given is not null && sequence <= given.Sequence && sessionNumber == GatewayProtocol.GivenSession && type != GatewayEventType.Resumed;

    /// <summary>The consumer has taken an event.</summary>
    internal void Taken(in BufferedEvent item) => _current = item.Sequence is { } sequence ? (item.SessionNumber, sequence) : null;

    /// <summary>The consumer has finished the event it took, and asks for the next.</summary>
    internal void Done() => _current = null;

    /// <summary>The shard has ended: events that wait are dropped and count as not taken.</summary>
    internal void Drop(EventBuffer buffer, GatewayProtocol protocol)
    {
        _lowestDropped = buffer.GetLowestSequence(protocol.SessionNumber);
        buffer.Clear();
    }

    /// <summary>The session up to the last event that was taken, or, if <paramref name="onlyHandled"/>, handled.</summary>
    internal ShardSession? GetSession(GatewayProtocol protocol, EventBuffer buffer, bool onlyHandled)
    {
        if (protocol.Session is not { } session)
        {
            return null;
        }

        long last = protocol.ResumeSequence ?? session.Sequence;
        long? lowest = _lowestDropped ?? buffer.GetLowestSequence(protocol.SessionNumber);
        if (onlyHandled && _current is { } current && current.SessionNumber == protocol.SessionNumber)
        {
            lowest = Math.Min(lowest ?? long.MaxValue, current.Sequence);
        }

        // Discord does not repeat READY, which began the session: even if it waits, the session begins after it. What was handled before was, wherever the replay is.
        long begin = protocol.SessionNumber == GatewayProtocol.GivenSession ? handledBefore ?? 0 : protocol.FirstSequence;
        return session with { Sequence = Math.Max(Math.Min((lowest - 1) ?? last, last), begin) };
    }
}
