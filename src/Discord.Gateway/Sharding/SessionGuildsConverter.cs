using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Discord.Gateway;

/// <summary>Reads and writes <see cref="SessionGuilds"/> as one string. An unreadable string is read as null: the session is resumed, and its guilds are unknown.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SessionGuildsConverter : JsonConverter<SessionGuilds>
{
    /// <inheritdoc/>
    public override SessionGuilds? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.TryGetBytesFromBase64(out byte[]? bytes) && SessionGuilds.TryDecode(bytes, out SessionGuilds? guilds) ? guilds : null;
        }

        reader.Skip();
        return null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionGuilds value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteBase64StringValue(value.Encode());
    }
}
