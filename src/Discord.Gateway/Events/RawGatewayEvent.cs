using Discord.Gateway.Events;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// An event as it arrived, not decoded: it costs nothing but the look at its envelope. <see cref="Data"/> is valid only until the next receive on the shard.
/// </summary>
public readonly struct RawGatewayEvent
{
    private readonly EventHeader _header;
    private readonly EventReceiver _receiver;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly int _version;

    internal RawGatewayEvent(EventReceiver receiver, ShardId shardId, in BufferedEvent item, bool isReplayed)
    {
        IsReplayed = isReplayed;
        _receiver = receiver;
        _version = receiver.Version;
        ShardId = shardId;
        _header = item.Header;
        SessionNumber = item.SessionNumber;
        Sequence = item.Sequence;
        _data = item.Data;
    }

    /// <summary>The shard that received it.</summary>
    public ShardId ShardId { get; }

    /// <summary><see cref="GatewayOpcode.Dispatch"/>, or the number of an opcode that the library does not know; -1 if there was none to read.</summary>
    public GatewayOpcode Opcode => _header.Opcode;

    /// <summary>The kind of event.</summary>
    public GatewayEventType Type => _header.Type;

    /// <summary>Discord's name of the event, such as <c>MESSAGE_CREATE</c>; empty if there is none.</summary>
    public string Name => _header.Name;

    /// <summary>Its place in the session; null if Discord gave none.</summary>
    public long? Sequence { get; }

    /// <summary>Whether the event was handled before the shard was made, and is only for whoever keeps a copy of what events tell: see <see cref="ShardSession.ReplayAfter"/>.</summary>
    public bool IsReplayed { get; }

    /// <summary>Counts the sessions of the shard: sequences of different sessions cannot be compared.</summary>
    internal int SessionNumber { get; }

    /// <summary>UTF-8 JSON of the event's data; the whole payload where <see cref="Problem"/> says that its envelope could not be read.</summary>
    /// <exception cref="InvalidOperationException">
    /// There was another receive since, even one that brought nothing, and the memory may be in use again. Copy data that is needed longer: what was taken from this property
    /// before is not protected.
    /// </exception>
    public ReadOnlyMemory<byte> Data => _receiver is null || _version == _receiver.Version ? _data : throw new InvalidOperationException(
        $"Shard {ShardId}: the data of a raw event is valid until the next receive. Copy it, or decode the event, before that.");

    /// <summary>The reason why the payload is not a proper dispatch, if it is not one.</summary>
    public string? Problem => _header.Problem;

    /// <summary>Decodes the event. Never throws for what Discord sent: data that does not fit gives an <see cref="UndecodableEvent"/>.</summary>
    /// <exception cref="InvalidOperationException">The shard has received another event since.</exception>
    public GatewayEvent Decode() =>
        (Problem is null
            ? GatewayEvent.Decode(EventTable.Find(Type), Name, Data.Span, _receiver?.KeepsUnknown ?? true)
            : new UndecodableEvent(Type, Name, Data.ToArray(), Problem)).From(ShardId, Sequence);
}
