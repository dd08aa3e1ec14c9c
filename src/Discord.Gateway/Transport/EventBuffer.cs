using Discord.Gateway.Events;

namespace Discord.Gateway.Transport;

/// <summary>An event that waits for the consumer: what the envelope said, and where its data was copied to. Small: thousands may wait, and each is copied twice.</summary>
internal readonly struct BufferedEvent(EventHeader header, long? sequence, int sessionNumber, EventChunk? chunk, int start, int length)
{
    private const long NoSequence = long.MinValue;

    // Not a long?, which is twice as large.
    private readonly long _sequence = sequence ?? NoSequence;

    internal EventHeader Header { get; } = header;

    internal EventChunk? Chunk { get; } = chunk;

    internal long? Sequence => _sequence == NoSequence ? null : _sequence;

    internal int SessionNumber { get; } = sessionNumber;

    internal int Start { get; } = start;

    internal int Length { get; } = length;

    internal ReadOnlyMemory<byte> Data => Chunk is null ? default : Chunk.Read(Start, Length);
}

/// <summary>The events between the pump and the consumer, bounded by count and bytes. Used under the shard's lock.</summary>
internal sealed class EventBuffer(int maxEvents, long maxBytes)
{
    /// <summary>A capacity too small to be worth trimming.</summary>
    private const int SmallCapacity = 64;

    private const int MaxSpares = 64;

    private readonly Queue<BufferedEvent> _events = new();
    private readonly Stack<EventChunk> _spares = new();
    private EventChunk? _chunk;
    private int _mostEvents;
    private long _lastSequence;
    private bool _isInOrder = true;

    internal int Count => _events.Count;

    /// <summary>How many events there is memory for.</summary>
    internal int Capacity => _events.Capacity;

    internal long Bytes { get; private set; }

    /// <summary>Whether the pump must stop reading. One event may pass the bound: it has been read.</summary>
    internal bool IsFull => Count >= maxEvents || Bytes >= maxBytes;

    /// <summary>By count or by bytes, whichever is fuller; 1 is full.</summary>
    internal double Fill => GetFill(0);

    /// <summary>How full it is with bytes that wait elsewhere.</summary>
    internal double GetFill(long otherBytes) => Math.Max((double)Count / maxEvents, (double)(Bytes + otherBytes) / maxBytes);

    /// <summary>The lowest sequence of a session that waits; null if none does.</summary>
    internal long? GetLowestSequence(int sessionNumber)
    {
        long? lowest = null;
        foreach (BufferedEvent item in _events)
        {
            if (item.SessionNumber == sessionNumber && item.Sequence is { } sequence && (lowest is null || sequence < lowest))
            {
                lowest = sequence;
                if (_isInOrder)
                {
                    return lowest;
                }
            }
        }

        return lowest;
    }

    /// <summary>Adds an event with a copy of its data.</summary>
    internal void Enqueue(EventHeader header, long? sequence, int sessionNumber, ReadOnlySpan<byte> data)
    {
        _mostEvents = Math.Max(_mostEvents, _events.Count + 1);
        NoteOrder(sequence);
        if (data.IsEmpty)
        {
            _events.Enqueue(new BufferedEvent(header, sequence, sessionNumber, chunk: null, start: 0, length: 0));
            return;
        }

        if (_chunk is null || !_chunk.HasRoom(data.Length))
        {
            _chunk = _spares.TryPop(out EventChunk? spare) ? spare : new EventChunk();
            _chunk.Open(data.Length);
        }

        _events.Enqueue(new BufferedEvent(header, sequence, sessionNumber, _chunk, _chunk.Add(data), data.Length));
        Bytes += data.Length;
    }

    /// <summary>Takes the next event; its data is good until it is released.</summary>
    internal bool TryDequeue(out BufferedEvent item)
    {
        if (!_events.TryDequeue(out item))
        {
            return false;
        }

        Bytes -= item.Length;
        return true;
    }

    /// <summary>A taken event is done; its data must not be used any more.</summary>
    internal void Release(in BufferedEvent item)
    {
        if (item.Chunk is { } chunk && chunk.Release())
        {
            // No array is kept for an idle shard, and few of the chunks without one.
            _chunk = chunk == _chunk ? null : _chunk;
            if (_spares.Count < MaxSpares)
            {
                _spares.Push(chunk);
            }
        }
    }

    /// <summary>Called now and then: releases memory that only a burst before the last call needed.</summary>
    internal void TrimExcess()
    {
        if (_events.Capacity > SmallCapacity && _events.Capacity >= 4 * _mostEvents)
        {
            _events.TrimExcess(Math.Max(SmallCapacity, 2 * _mostEvents));
            _spares.Clear();
            _spares.TrimExcess();
        }

        _mostEvents = _events.Count;
    }

    /// <summary>Sequences of all sessions together: a new session starts low and makes this false, which costs a search and no more.</summary>
    private void NoteOrder(long? sequence)
    {
        if (_events.Count == 0)
        {
            _isInOrder = true;
            _lastSequence = long.MinValue;
        }

        if (sequence is { } number)
        {
            _isInOrder &= number >= _lastSequence;
            _lastSequence = number;
        }
    }

    internal void Clear()
    {
        while (TryDequeue(out BufferedEvent item))
        {
            Release(item);
        }
    }
}
