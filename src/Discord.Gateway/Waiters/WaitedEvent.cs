using Discord.Gateway.Events;

namespace Discord.Gateway.Waiters;

/// <summary>An event that somebody waits for: a copy of its data, which is decoded once for all of them, and not on the pump.</summary>
internal sealed class WaitedEvent(EventHeader header, ShardId shardId, long? sequence, byte[] data, bool keepsUnknown)
{
    private readonly Lock _lock = new();
    private GatewayEvent? _event;

    internal GatewayEventType Type => header.Type;

    internal int Bytes => data.Length;

    internal UInt128 Digest => EventDigest.Of(header.Name, data);

    /// <summary>The event, decoded. Never throws for what Discord sent.</summary>
    internal GatewayEvent Event
    {
        get
        {
            lock (_lock)
            {
                return _event ??= Decode();
            }
        }
    }

    private GatewayEvent Decode() => (header.Reason is null
        ? GatewayEvent.Decode(EventTable.Find(header.Type), header.Name, data, keepsUnknown)
        : new UndecodableEvent(header.Type, header.Name, data, header.Reason)).From(shardId, sequence);
}
