using System.Text.Json.Serialization;
using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// An event from a shard. Match on its type: <c>case MessageCreateEvent created:</c>. Events of kinds that have no type arrive as
/// <see cref="UnknownEvent"/>, and what could not be read as <see cref="UndecodableEvent"/>.
/// </summary>
public abstract record GatewayEvent
{
    private ShardId _shardId;
    private long? _sequence;

    private protected GatewayEvent()
    {
    }

    /// <summary>The shard it came from.</summary>
    [JsonIgnore]
    public ShardId ShardId
    {
        get => _shardId;
        init => _shardId = value;
    }

    /// <summary>Its place in the session; null if Discord gave none.</summary>
    [JsonIgnore]
    public long? Sequence
    {
        get => _sequence;
        init => _sequence = value;
    }

    /// <summary>The kind of event.</summary>
    [JsonIgnore]
    public abstract GatewayEventType Type { get; }

    /// <summary>Discord's name of the event, such as <c>MESSAGE_CREATE</c>.</summary>
    [JsonIgnore]
    public virtual string Name => EventTable.Find(Type)?.Name ?? "";

    /// <summary>Fills in what every event has, right after it was decoded.</summary>
    internal GatewayEvent From(ShardId shardId, long? sequence)
    {
        _shardId = shardId;
        _sequence = sequence;
        return this;
    }
}
