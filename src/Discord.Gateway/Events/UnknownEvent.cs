using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// An event for which the library has no type, such as one that Discord added later. It never ends the connection. Serialized to JSON, it is its data.
/// </summary>
[JsonConverter(typeof(EventDataConverter<UnknownEvent>))]
public sealed record UnknownEvent : GatewayEvent
{
    private readonly string _name;

    private UnknownEvent(string name, ReadOnlyMemory<byte> data)
    {
        _name = name;
        Data = data;
    }

    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.Unknown;

    /// <inheritdoc/>
    public override string Name => _name;

    /// <summary>The event's data as UTF-8 JSON; empty if there was none.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Whether name, data, shard and sequence are equal.</summary>
    public bool Equals(UnknownEvent? other) => ReferenceEquals(this, other) || (base.Equals(other) && _name == other._name && Data.Span.SequenceEqual(other.Data.Span));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _name, Data.Length);

    /// <summary>Creates an event from the data, if that is JSON, so that every delivered event can be written again.</summary>
    /// <exception cref="JsonException">The data is not valid JSON.</exception>
    internal static UnknownEvent Read(string name, ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        while (!data.IsEmpty && reader.Read())
        {
        }

        return new UnknownEvent(name, TextRepair.NeedsRepair(data) ? TextRepair.Repair(data) : data.ToArray());
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Data.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(Data.Span, skipInputValidation: true);
        }
    }

    private protected override Id<Guild>? FindGuildId() => EventData.FindId<Guild>(Data.Span, "guild_id"u8);

    private protected override Id<Channel>? FindChannelId() => EventData.FindId<Channel>(Data.Span, "channel_id"u8);

    private protected override Id<User>? FindUserId() => EventData.FindId<User>(Data.Span, "user_id"u8);

    /// <summary>Returns the name and the size of the data.</summary>
    protected override bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(base.PrintMembers(builder) ? ", " : "");
        builder.Append(CultureInfo.InvariantCulture, $"Name = {Name}, Data = {Data.Length} bytes");
        return true;
    }
}
