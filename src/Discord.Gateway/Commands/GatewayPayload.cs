using System.Text.Json;

namespace Discord.Gateway.Commands;

/// <summary>Where the bytes of every payload we send are written.</summary>
internal static class GatewayPayload
{
    /// <summary>The largest payload Discord takes, in bytes; a larger one is answered with close 4002.</summary>
    internal const int MaxSize = 4096;

    /// <summary>Writes <c>{"op":…,"d":…}</c>.</summary>
    internal static byte[] Encode<TData>(GatewayOpcode opcode, TData data, Action<Utf8JsonWriter, TData> writeData) =>
        PayloadWriter.Write((opcode, data, writeData), static (writer, payload) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("op"u8, (int)payload.opcode);
            writer.WritePropertyName("d"u8);
            payload.writeData(writer, payload.data);
            writer.WriteEndObject();
        });

    /// <summary>A command's bytes, checked: throws before anything is queued.</summary>
    internal static byte[] Encode(GatewayCommand command, ShardId shardId) =>
        CheckSize(Encode(command.Opcode, command, static (writer, command) => command.WriteData(writer)), shardId);

    internal static byte[] CheckSize(byte[] payload, ShardId shardId) =>
        payload.Length <= MaxSize ? payload : throw new PayloadTooLargeException(shardId, payload.Length);

    /// <summary>The opcode of a payload made by the caller: a JSON object, and none of the shard's own payloads.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    internal static GatewayOpcode ReadOpcode(ReadOnlySpan<byte> payload)
    {
        int? number = null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    bool isOpcode = reader.ValueTextEquals("op"u8);
                    reader.Read();
                    if (isOpcode && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value))
                    {
                        number = value;
                    }

                    reader.Skip();
                }

                reader.Read();
            }
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The payload is not valid JSON at byte {error.BytePositionInLine} of line {error.LineNumber}.", nameof(payload));
        }

        var opcode = (GatewayOpcode)(number ?? throw new ArgumentException("The payload must be a JSON object with an integer \"op\".", nameof(payload)));
        if (opcode is GatewayOpcode.Heartbeat or GatewayOpcode.Identify or GatewayOpcode.Resume)
        {
            throw new ArgumentException($"The payload has the opcode {opcode}, which only the shard itself sends: a second one would break the connection.", nameof(payload));
        }

        return opcode;
    }
}
