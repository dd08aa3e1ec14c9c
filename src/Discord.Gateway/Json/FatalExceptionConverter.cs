using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Json;

/// <summary>
/// Writes the error with which Discord ended a shard as an object (<c>close_code</c>, <c>shard_id</c>, <c>shard_total</c>, <c>message</c>), and reads it back: exceptions themselves cannot be serialized.
/// </summary>
internal sealed class FatalExceptionConverter : JsonConverter<GatewayFatalException>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(GatewayFatalException));

    public override GatewayFatalException Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        try
        {
            return Protocol.CloseCodePolicy.ExceptionFor(root.GetProperty("close_code"u8).GetInt32(), new ShardId(root.GetProperty("shard_id"u8).GetInt32(), root.GetProperty("shard_total"u8).GetInt32()));
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException("Not an error with which Discord ended a shard.", error);
        }
    }

    public override void Write(Utf8JsonWriter writer, GatewayFatalException value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("close_code"u8, (int)value.CloseCode);
        writer.WriteNumber("shard_id"u8, value.ShardId.Index);
        writer.WriteNumber("shard_total"u8, value.ShardId.Total);
        writer.WriteString("message"u8, value.Message);
        writer.WriteEndObject();
    }
}
