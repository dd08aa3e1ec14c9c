using Discord.Gateway.Commands;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;
using Discord.Gateway.Waiters;

namespace Discord.Gateway.Shards;

/// <summary>
/// Everything on its way from the pump to the consumer: waiting events, how far the consumer has come, and the callers who wait for answers. Part of
/// <see cref="ShardCore"/>, and pure as it is.
/// </summary>
internal sealed class ShardInbox(ShardOptions options, TimeProvider? time = null)
{
    /// <summary>
    /// While a caller can only wait for an answer, the consumer may be that caller: the pump then reads on though the buffer is full, until this many other events have
    /// passed the bound.
    /// </summary>
    private const int MaxEventsOverBound = 16;

    private readonly EventBuffer _buffer = new(options.MaxBufferedEvents, options.MaxBufferedBytes);
    private readonly EventCursor _cursor = new(options.Session?.Sequence);
    private readonly PendingRequests _requests = new(options.ShardId);
    private readonly UnknownEventHeaders _unknownHeaders = new();
    private readonly ShardWaiters _waiters = new(options, time ?? options.TimeProvider);
    private BufferedEvent _current;
    private int _eventsOverBound;

    internal int Count => _buffer.Count;

    /// <summary>How full it is, by count or by bytes, answers that were not read included; 1 is full.</summary>
    internal double Fill => _buffer.GetFill(_requests.UnreadBytes);

    /// <summary>Whether the pump has stopped reading because the consumer is behind.</summary>
    internal bool IsPaused { get; private set; }

    /// <summary>Whether <see cref="MustPause"/> may be true. The pump may ask without the lock: nobody else makes it true.</summary>
    internal bool MayHaveToPause => _buffer.IsFull || _requests.Count > 0;

    /// <summary>Whether the pump must stop reading.</summary>
    internal bool MustPause => Fill >= 1 && !MayReadOn;

    /// <summary>Whether a paused pump may read again: well below full, so that it does not stop at once; sooner, if a caller can only wait for more.</summary>
    internal bool MayResume => IsPaused && (Fill <= 0.5 || MayReadOn);

    /// <summary>Those who wait for events, in handlers too.</summary>
    internal ShardWaiters Waiters => _waiters;

    private bool MayReadOn => _eventsOverBound < MaxEventsOverBound && (_requests.AreAnyStarving || _waiters.Any);

    internal void Pause() => IsPaused = true;

    internal void Resume() => IsPaused = false;

    internal void Register(IPendingRequest request) => _requests.Add(request);

    internal void Unregister(IPendingRequest request) => _requests.Remove(request);

    internal void FailRequests(Func<Exception> error) => _requests.FailAll(error);

    internal void TrimExcess() => _buffer.TrimExcess();

    /// <summary>Adds a new event, if the filter wants it. Whether it waits for the consumer now.</summary>
    internal bool AddEvent(EventRow? row, in Envelope envelope, int sessionNumber)
    {
        GatewayEventType type = row?.Type ?? GatewayEventType.Unknown;
        if (_waiters.Want(type) && !EventCursor.IsReplayed(options.Session, type, sessionNumber, envelope.Sequence))
        {
            // Before the filter: what it leaves out may be waited for.
            _waiters.Offer(row is not null ? row.Header : _unknownHeaders.Get(envelope.Name), envelope.Sequence, sessionNumber, envelope.Data);
        }

        bool isAnswer = _requests.Offer(type, envelope.Data);
        if (!options.EventFilter.Includes(type) || (isAnswer && IsAnswerOfOne(type) && _buffer.IsFull))
        {
            // A full buffer cannot take an answer for which the consumer itself may be waiting. It has reached its caller.
            return false;
        }

        Add(row is not null ? row.Header : _unknownHeaders.Get(envelope.Name), envelope.Sequence, sessionNumber, envelope.Data);
        return true;
    }

    /// <summary>Adds a payload with an opcode that nobody knows.</summary>
    internal void AddUnknown(in Envelope envelope, int sessionNumber, string problem) => AddProblem(
        _unknownHeaders.Get(envelope.Name) with { Opcode = envelope.Opcode, Reason = problem }, envelope.Sequence, sessionNumber, envelope.Data);

    /// <summary>Adds a payload whose envelope could not be read, whole.</summary>
    internal void AddUnreadable(ReadOnlySpan<byte> payload, int sessionNumber, string problem) =>
        AddProblem(new EventHeader((GatewayOpcode)(-1), GatewayEventType.Unknown, "", problem), sequence: null, sessionNumber, payload);

    /// <summary>Adds an event whose data was too large to be kept.</summary>
    internal void AddOversize(EventHeader header, long sequence, int sessionNumber, string problem) =>
        AddProblem(header with { Reason = problem }, sequence, sessionNumber, []);

    /// <summary>Takes the next event; the one before it is handled.</summary>
    internal bool TryTake(out BufferedEvent item)
    {
        _cursor.Done();
        _buffer.Release(_current);
        bool isTaken = _buffer.TryDequeue(out _current);
        item = _current;
        if (isTaken)
        {
            _cursor.Taken(item);
        }

        return isTaken;
    }

    /// <summary>The shard has ended: events that wait are dropped.</summary>
    internal void Drop(GatewayProtocol protocol) => _cursor.Drop(_buffer, protocol);

    /// <summary>The session up to the last event that was taken, or, if <paramref name="onlyHandled"/>, handled.</summary>
    internal ShardSession? GetSession(GatewayProtocol protocol, bool onlyHandled) => _cursor.GetSession(protocol, _buffer, onlyHandled);

    /// <summary>Whether events of a type come only to those who asked.</summary>
    private static bool IsAnswerOfOne(GatewayEventType type) =>
        type is GatewayEventType.GuildMembersChunk or GatewayEventType.SoundboardSounds or GatewayEventType.ChannelInfo;

    private void AddProblem(EventHeader header, long? sequence, int sessionNumber, ReadOnlySpan<byte> data)
    {
        if (_waiters.Want(header.Type) && !EventCursor.IsReplayed(options.Session, header.Type, sessionNumber, sequence))
        {
            _waiters.Offer(header, sequence, sessionNumber, data);
        }

        Add(header, sequence, sessionNumber, data);
    }

    private void Add(EventHeader header, long? sequence, int sessionNumber, ReadOnlySpan<byte> data)
    {
        _eventsOverBound = _buffer.IsFull ? _eventsOverBound + 1 : 0;
        _buffer.Enqueue(header, sequence, sessionNumber, data);
    }
}
