using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// An event as it came, not decoded: costs nothing but the look at its envelope. <see cref="Data"/> is valid only until the next receive on the shard.
/// </summary>
public readonly struct RawGatewayEvent
{
    private readonly EventHeader _header;

    internal RawGatewayEvent(ShardId shardId, EventHeader header, long? sequence, ReadOnlyMemory<byte> data)
    {
        ShardId = shardId;
        _header = header;
        Sequence = sequence;
        Data = data;
    }

    /// <summary>The shard it came from.</summary>
    public ShardId ShardId { get; }

    /// <summary><see cref="GatewayOpcode.Dispatch"/>, or the number of an opcode that the library does not know; -1 if there was none to read.</summary>
    public GatewayOpcode Opcode => _header.Opcode;

    /// <summary>The kind of event.</summary>
    public GatewayEventType Type => _header.Type;

    /// <summary>Discord's name of the event, such as <c>MESSAGE_CREATE</c>; empty if there is none.</summary>
    public string Name => _header.Name;

    /// <summary>Its place in the session; null if Discord gave none.</summary>
    public long? Sequence { get; }

    /// <summary>UTF-8 JSON of the event's data; the whole payload where <see cref="Problem"/> says that its envelope could not be read.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>What is wrong with the payload, if it is not a proper dispatch.</summary>
    public string? Problem => _header.Problem;

    /// <summary>Decodes the event. Never throws for what Discord sent: data that does not fit gives an <see cref="UndecodableEvent"/>.</summary>
    public GatewayEvent Decode() =>
        (Problem is null
            ? GatewayEvent.Decode(EventTable.Find(Type), Name, Data.Span)
            : new UndecodableEvent(Type, Name, Data.ToArray(), Problem)).From(ShardId, Sequence);
}
