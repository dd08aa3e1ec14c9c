using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// A payload that could not be decoded: it is malformed, has an unknown opcode, or is an event whose data does not fit its type.
/// It never ends the connection. Serialized to JSON, it is its data.
/// </summary>
[JsonConverter(typeof(EventDataConverter<UndecodableEvent>))]
public sealed record UndecodableEvent : GatewayEvent
{
    private readonly string _name;

    internal UndecodableEvent(GatewayEventType type, string name, ReadOnlyMemory<byte> data, string reason, Exception? error = null)
    {
        Type = type;
        _name = name;
        Data = data;
        Reason = reason;
        Error = error;
    }

    /// <inheritdoc/>
    public override GatewayEventType Type { get; }

    /// <summary>Discord's name of the event; empty if it could not be read.</summary>
    public override string Name => _name;

    /// <summary>The event's data, or the whole payload if its envelope could not be read.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The reason why the payload could not be decoded. Contains no part of the payload, so it may be logged.</summary>
    public string Reason { get; }

    /// <summary>The decoder's exception, if decoding failed. Its message may quote the payload: log <see cref="Reason"/> instead.</summary>
    public Exception? Error { get; }

    /// <summary>Whether name, data, reason, shard and sequence are equal.</summary>
    public bool Equals(UndecodableEvent? other) => ReferenceEquals(this, other)
        || (base.Equals(other) && Type == other.Type && _name == other._name && Reason == other.Reason && Data.Span.SequenceEqual(other.Data.Span));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Type, _name, Data.Length);

    /// <summary>Writes <see cref="Data"/>.</summary>
    /// <exception cref="JsonException">The data is not valid JSON.</exception>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Data.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(Data.Span);
        }
    }

    private protected override Id<Guild>? FindGuildId() => EventData.FindId<Guild>(Data.Span, "guild_id"u8);

    private protected override Id<Channel>? FindChannelId() => EventData.FindId<Channel>(Data.Span, "channel_id"u8);

    private protected override Id<User>? FindUserId() => EventData.FindId<User>(Data.Span, "user_id"u8);

    /// <summary>Omits <see cref="Error"/>, whose message may quote the payload.</summary>
    protected override bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(base.PrintMembers(builder) ? ", " : "");
        builder.Append(CultureInfo.InvariantCulture, $"Name = {Name}, Data = {Data.Length} bytes, Reason = {Reason}");
        return true;
    }
}
