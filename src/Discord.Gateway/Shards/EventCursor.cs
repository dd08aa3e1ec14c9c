using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Shards;

/// <summary>
/// How far the consumer has come: the event it has taken and not finished, and, after the end, the first that it will never take. With the events that wait,
/// this gives the session from which Discord replays exactly the events that were not taken, or not handled.
/// </summary>
internal sealed class EventCursor
{
    private (int SessionNumber, long Sequence)? _current;
    private long? _lowestDropped;

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

        // Discord does not repeat READY, which began the session: even if it waits, the session begins after it.
        return session with { Sequence = lowest is { } first ? Math.Max(Math.Min(first - 1, last), protocol.FirstSequence) : last };
    }
}
