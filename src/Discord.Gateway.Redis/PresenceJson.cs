using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Redis;

/// <summary>Presences as they travel and are kept.</summary>
[JsonSerializable(typeof(BotPresence))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PresenceJson : JsonSerializerContext
{
    internal static byte[] Write(BotPresence presence) => JsonSerializer.SerializeToUtf8Bytes(presence, Default.BotPresence);

    /// <summary>Null if it is no presence.</summary>
    internal static BotPresence? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.BotPresence);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
