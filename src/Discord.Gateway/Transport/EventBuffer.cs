using System.Buffers;

namespace Discord.Gateway.Transport;

/// <summary>An event that waits for the consumer: a copy of its data in a pooled array, and what the envelope said.</summary>
internal readonly record struct BufferedEvent(
    GatewayOpcode Opcode, GatewayEventType Type, string Name, long? Sequence, int SessionNumber, byte[] Pooled, int Length, string? Problem)
{
    internal ReadOnlyMemory<byte> Data => Pooled.AsMemory(0, Length);

    /// <summary>Gives the array back; the data must not be used any more.</summary>
    internal void Release()
    {
        if (Pooled is { Length: > 0 })
        {
            ArrayPool<byte>.Shared.Return(Pooled);
        }
    }

    internal static byte[] Copy(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return [];
        }

        byte[] pooled = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(pooled);
        return pooled;
    }
}

/// <summary>The events between the pump and the consumer, bounded by count and bytes. Used under the shard's lock.</summary>
internal sealed class EventBuffer(int maxEvents, long maxBytes)
{
    private readonly Queue<BufferedEvent> _events = new();

    internal int Count => _events.Count;

    internal long Bytes { get; private set; }

    /// <summary>The pump must stop reading. One event may pass the bound: it was read already.</summary>
    internal bool IsFull => Count >= maxEvents || Bytes >= maxBytes;

    /// <summary>Enough was taken that the pump may go on; well below full, so that it does not stop again at once.</summary>
    internal bool HasRoom => Count <= maxEvents / 2 && Bytes <= maxBytes / 2;

    /// <summary>By count or by bytes, whichever is fuller; 1 is full.</summary>
    internal double Fill => Math.Max((double)Count / maxEvents, (double)Bytes / maxBytes);

    internal void Enqueue(in BufferedEvent item)
    {
        _events.Enqueue(item);
        Bytes += item.Length;
    }

    internal bool TryDequeue(out BufferedEvent item)
    {
        if (!_events.TryDequeue(out item))
        {
            return false;
        }

        Bytes -= item.Length;
        return true;
    }

    internal void Clear()
    {
        while (TryDequeue(out BufferedEvent item))
        {
            item.Release();
        }
    }
}
