using System.Globalization;
using System.Text.Json;

namespace Discord.Gateway.Protocol;

/// <summary>The small data that the protocol itself must understand. Tolerant: what is missing or odd reads as null.</summary>
internal static class ProtocolData
{
    /// <summary>Heartbeat interval bounds: outside of them a Hello is malformed, not unusual (Discord sends about 41 s).</summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromHours(1);

    /// <summary>The interval of a Hello; null if there is none or it makes no sense.</summary>
    internal static TimeSpan? ReadHeartbeatInterval(ReadOnlySpan<byte> data)
    {
        TimeSpan? interval = null;
        ReadObject(data, (ref Utf8JsonReader reader, string property) =>
        {
            if (property == "heartbeat_interval" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long milliseconds)
                && milliseconds >= MinInterval.TotalMilliseconds && milliseconds <= MaxInterval.TotalMilliseconds)
            {
                interval = TimeSpan.FromMilliseconds(milliseconds);
            }
        });
        return interval;
    }

    /// <summary>The data of an Invalid Session: whether the session may be resumed. Anything but <c>true</c> means no.</summary>
    internal static bool ReadResumable(ReadOnlySpan<byte> data) => data.SequenceEqual("true"u8);

    /// <summary>The session of a READY; null if it has no session id.</summary>
    internal static ShardSession? ReadSession(ReadOnlySpan<byte> data, ShardId shardId, long sequence)
    {
        string? id = null;
        Uri? resumeUrl = null;
        ulong? userId = null;
        ReadObject(data, (ref Utf8JsonReader reader, string property) =>
        {
            switch (property)
            {
                case "session_id" when reader.TokenType == JsonTokenType.String:
                    id = reader.GetString();
                    break;
                case "resume_gateway_url" when reader.TokenType == JsonTokenType.String:
                    _ = Uri.TryCreate(reader.GetString(), UriKind.Absolute, out resumeUrl);
                    break;
                case "user" when reader.TokenType == JsonTokenType.StartObject:
                    userId = ReadId(ref reader);
                    break;
            }
        });
        return string.IsNullOrEmpty(id) ? null : new ShardSession(id, resumeUrl, sequence)
        {
            ShardId = shardId,
            UserId = userId is { } value ? new Id<User>(value) : null,
        };
    }

    private delegate void PropertyReader(ref Utf8JsonReader reader, string property);

    /// <summary>Calls <paramref name="read"/> at the value of each property. JSON that turns out to be broken ends the walk: what was read so far counts.</summary>
    private static void ReadObject(ReadOnlySpan<byte> data, PropertyReader read)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string property = reader.GetString()!;
                reader.Read();
                Utf8JsonReader value = reader;
                read(ref value, property);
                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-8. The event still reaches the user, who gets the reason with it.
        }
    }

    private static ulong? ReadId(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                return reader.TokenType switch
                {
                    JsonTokenType.String when ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) => id,
                    JsonTokenType.Number when reader.TryGetUInt64(out ulong id) => id,
                    _ => null,
                };
            }

            reader.Skip();
        }

        return null;
    }
}
