using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Json;

/// <summary>Reads and writes a <see cref="GatewayEvent"/> of any kind as a payload: its name, its place in the session, its shard and its data.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatewayEventConverter : JsonConverter<GatewayEvent>
{
    /// <inheritdoc/>
    public override GatewayEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonElement payload = JsonElement.ParseValue(ref reader);
        if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty("t", out JsonElement name) || name.ValueKind != JsonValueKind.String)
        {
            throw new JsonException("An event is an object whose \"t\" is its name.");
        }

        long? sequence = payload.TryGetProperty("s", out JsonElement s) && s.ValueKind == JsonValueKind.Number && s.TryGetInt64(out long number) ? number : null;
        ShardId shardId = payload.TryGetProperty("shard", out JsonElement shard) ? ReadShard(shard) : default;
        ReadOnlySpan<byte> data = payload.TryGetProperty("d", out JsonElement d) ? Encoding.UTF8.GetBytes(d.GetRawText()) : default;
        GatewayEvent decoded = GatewayEvent.Decode(name.GetString()!, data).From(shardId, sequence);
        return decoded is GuildCreateEvent created && payload.TryGetProperty("arrival", out JsonElement arrival) ? created with { Arrival = ReadArrival(arrival) } : decoded;
    }

    /// <summary>One that this version does not know is as if it were not known.</summary>
    private static GuildArrival? ReadArrival(JsonElement arrival) => arrival.ValueKind != JsonValueKind.String ? null : arrival.GetString() switch
    {
        nameof(GuildArrival.Loaded) => GuildArrival.Loaded,
        nameof(GuildArrival.Joined) => GuildArrival.Joined,
        nameof(GuildArrival.Returned) => GuildArrival.Returned,
        _ => null,
    };

    private static ShardId ReadShard(JsonElement shard) =>
        shard.ValueKind == JsonValueKind.Array && shard.GetArrayLength() == 2 && shard[0].ValueKind == JsonValueKind.Number && shard[1].ValueKind == JsonValueKind.Number
            && shard[0].TryGetInt32(out int index) && shard[1].TryGetInt32(out int total) && index >= 0 && index < total
            ? new ShardId(index, total) : throw new JsonException("The \"shard\" of an event is its index and their number, such as [0,1].");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GatewayEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("t"u8, value.Name);
        if (value.Sequence is { } sequence)
        {
            writer.WriteNumber("s"u8, sequence);
        }

        if (value.ShardId != default)
        {
            writer.WriteStartArray("shard"u8);
            writer.WriteNumberValue(value.ShardId.Index);
            writer.WriteNumberValue(value.ShardId.Total);
            writer.WriteEndArray();
        }

        if (value is GuildCreateEvent { Arrival: { } arrival })
        {
            writer.WriteString("arrival"u8, arrival.ToString());
        }

        writer.WritePropertyName("d"u8);
        value.WriteTo(writer);
        writer.WriteEndObject();
    }
}
