using Discord.Gateway.Events;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// An event as it arrived, not decoded: only its envelope has been read. <see cref="Data"/> is valid only until the next receive on the shard.
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

    /// <summary><see cref="GatewayOpcode.Dispatch"/>, or the number of an opcode that the library does not know; -1 if the opcode could not be read.</summary>
    public GatewayOpcode Opcode => _header.Opcode;

    /// <summary>The type of the event.</summary>
    public GatewayEventType Type => _header.Type;

    /// <summary>Discord's name of the event, such as <c>MESSAGE_CREATE</c>; empty if there is none.</summary>
    public string Name => _header.Name;

    /// <summary>The sequence of the event in its session; null if Discord sent none.</summary>
    public long? Sequence { get; }

    /// <summary>Whether the event was handled before the shard was created, and is replayed only to update a copy of the bot's state: see <see cref="ShardSession.ReplayAfter"/>.</summary>
    public bool IsReplayed { get; }

    /// <summary>The number of the shard's session in which the event arrived: sequences of different sessions cannot be compared.</summary>
    internal int SessionNumber { get; }

    /// <summary>The event's data as UTF-8 JSON; the whole payload if <see cref="Reason"/> says that the envelope could not be read.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another receive was called since, even one without a result, and the memory may have been reused. Copy data that is needed longer;
    /// memory that was taken from this property earlier is not protected.
    /// </exception>
    public ReadOnlyMemory<byte> Data => _receiver is null || _version == _receiver.Version ? _data : throw new InvalidOperationException(
        $"Shard {ShardId}: the data of a raw event is valid until the next receive. Copy it, or decode the event, before that.");

    /// <summary>The reason why the payload is not a valid dispatch; null if it is one.</summary>
    public string? Reason => _header.Reason;

    /// <summary>Decodes the event. Never throws because of the data: data that does not fit the type results in an <see cref="UndecodableEvent"/>.</summary>
    /// <exception cref="InvalidOperationException">Another receive was called since.</exception>
    public GatewayEvent Decode() =>
        (Reason is null
            ? GatewayEvent.Decode(EventTable.Find(Type), Name, Data.Span, _receiver?.KeepsUnknown ?? true)
            : new UndecodableEvent(Type, Name, Data.ToArray(), Reason)).From(ShardId, Sequence);
}
