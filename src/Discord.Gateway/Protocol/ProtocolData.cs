using System.Text.Json;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Protocol;

/// <summary>The small data that the protocol itself must understand. Tolerant, and never throws: data that is missing or malformed reads as null.</summary>
internal static class ProtocolData
{
    /// <summary>Heartbeat interval bounds: outside of them a Hello is malformed, not unusual (Discord sends about 41 s).</summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromHours(1);

    /// <summary>The interval of a Hello, which may be a number of any form or a string; null if there is none within the bounds.</summary>
    internal static TimeSpan? ReadHeartbeatInterval(ReadOnlySpan<byte> data)
    {
        TimeSpan? interval = null;
        ReadObject(data, (ref JsonCursor value, scoped ReadOnlySpan<byte> key) =>
        {
            if (key.SequenceEqual("heartbeat_interval"u8) && JsonRead.TryDouble(ref value, out double milliseconds)
                && milliseconds >= MinInterval.TotalMilliseconds && milliseconds <= MaxInterval.TotalMilliseconds)
            {
                interval = TimeSpan.FromMilliseconds(milliseconds);
            }
        });
        return interval;
    }

    /// <summary>The data of an Invalid Session: whether the session may be resumed. Anything but <c>true</c> means no.</summary>
    internal static bool ReadResumable(ReadOnlySpan<byte> data) => data.SequenceEqual("true"u8);

    /// <summary>The session of a READY; null if it has no session id that can be resumed with. A URL that nobody can connect to counts as none.</summary>
    internal static ShardSession? ReadSession(ReadOnlySpan<byte> data, ShardId shardId, long sequence)
    {
        string? id = null;
        Uri? resumeUrl = null;
        ulong? userId = null;
        ReadObject(data, (ref JsonCursor value, scoped ReadOnlySpan<byte> key) =>
        {
            if (key.SequenceEqual("session_id"u8) && value.TokenType == JsonTokenType.String)
            {
                id = value.GetString();
            }
            else if (key.SequenceEqual("resume_gateway_url"u8) && value.TokenType == JsonTokenType.String)
            {
                resumeUrl = Uri.TryCreate(value.GetString(), UriKind.Absolute, out Uri? url) && GatewayEndpoint.IsUsable(url) ? url : null;
            }
            else if (key.SequenceEqual("user"u8) && value.TokenType == JsonTokenType.StartObject)
            {
                userId = ReadId(ref value);
            }
        });
        return !ShardSession.IsUsableId(id) ? null : new ShardSession(id, resumeUrl, Math.Max(0, sequence))
        {
            ShardId = shardId,
            UserId = userId is { } known ? new Id<User>(known) : null,
        };
    }

    /// <summary>The name of the bot in a READY, and the number of its guilds on the shard; null for what cannot be read.</summary>
    internal static (string? Name, int? Guilds) ReadBot(ReadOnlySpan<byte> data)
    {
        string? name = null;
        int? guilds = null;
        ReadObject(data, (ref JsonCursor value, scoped ReadOnlySpan<byte> key) =>
        {
            if (key.SequenceEqual("user"u8) && value.TokenType == JsonTokenType.StartObject)
            {
                name = ReadName(ref value);
            }
            else if (key.SequenceEqual("guilds"u8) && value.TokenType == JsonTokenType.StartArray)
            {
                int count = 0;
                while (value.NextItem())
                {
                    count++;
                    value.Skip();
                }

                guilds = count;
            }
        });
        return (name, guilds);
    }

    /// <summary>The guilds of a READY, none of which is loaded; null if there is no list, or one that cannot be read as a whole.</summary>
    internal static SessionGuilds? ReadGuilds(ReadOnlySpan<byte> data)
    {
        HashSet<ulong>? ids = null;
        ReadObject(data, (ref JsonCursor value, scoped ReadOnlySpan<byte> key) =>
        {
            if (key.SequenceEqual("guilds"u8))
            {
                ids = value.TokenType == JsonTokenType.StartArray ? ReadIds(ref value) : null;
            }
        });
        return ids is null ? null : new SessionGuilds([], [.. ids], []);
    }

    private static HashSet<ulong>? ReadIds(ref JsonCursor guilds)
    {
        var ids = new HashSet<ulong>();
        while (guilds.NextItem())
        {
            JsonCursor guild = guilds;
            guilds.Skip();
            if (guild.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (guild.TokenType != JsonTokenType.StartObject || ReadId(ref guild) is not { } id)
            {
                return null;
            }

            ids.Add(id);
        }

        return ids;
    }

    /// <summary>The name of the key that a cursor stands at; empty if it is not text: then it is none that anybody asks for.</summary>
    internal static ReadOnlySpan<byte> ReadKey(scoped ref JsonCursor cursor)
    {
        if (!cursor.IsEscaped)
        {
            return cursor.ValueSpan;
        }

        try
        {
            return JsonRead.Text(ref cursor);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private delegate void ValueReader(ref JsonCursor value, scoped ReadOnlySpan<byte> key);

    /// <summary>
    /// Calls <paramref name="read"/> at the value of each key. A value that does not fit is ignored. JSON that is broken ends the walk, and what was read so far counts.
    /// </summary>
    private static void ReadObject(ReadOnlySpan<byte> data, ValueReader read)
    {
        try
        {
            var cursor = new JsonCursor(data);
            cursor.ReadValue();
            if (cursor.TokenType != JsonTokenType.StartObject)
            {
                return;
            }

            while (cursor.NextProperty())
            {
                ReadOnlySpan<byte> key = ReadKey(ref cursor);
                cursor.ReadValue();
                JsonCursor value = cursor;
                TryRead(ref value, key, read);
                cursor.Skip();
            }
        }
        catch (JsonException)
        {
            // The event still reaches the user, who gets the reason with it.
        }
    }

    private static void TryRead(ref JsonCursor value, scoped ReadOnlySpan<byte> key, ValueReader read)
    {
        try
        {
            read(ref value, key);
        }
        catch (JsonException)
        {
            // Not text, or not a number.
        }
    }

    private static string? ReadName(ref JsonCursor user) => MoveTo(ref user, "username"u8) && user.TokenType == JsonTokenType.String ? user.GetString() : null;

    private static ulong? ReadId(ref JsonCursor entity) => MoveTo(ref entity, "id"u8) && JsonRead.TryId(ref entity, out ulong id) ? id : null;

    /// <summary>Moves a cursor in an object to the value of a key; false if the object does not have it.</summary>
    private static bool MoveTo(ref JsonCursor cursor, ReadOnlySpan<byte> wanted)
    {
        while (cursor.NextProperty())
        {
            ReadOnlySpan<byte> key = ReadKey(ref cursor);
            cursor.ReadValue();
            if (key.SequenceEqual(wanted))
            {
                return true;
            }

            cursor.Skip();
        }

        return false;
    }
}
