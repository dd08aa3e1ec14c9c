using System.Text.Json;

namespace Discord.Gateway;

/// <summary>
/// The presence that a bot shows: status and activities. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#update-presence">Gateway Events › Update Presence</see>.
/// </summary>
/// <example><code>
/// shard.SetPresence(new BotPresence { Status = UserStatus.Idle, Activities = [BotActivity.Playing("chess")] });
/// </code></example>
public sealed record BotPresence
{
    /// <summary>The status; default online. <see cref="UserStatus.Offline"/> is sent as <see cref="UserStatus.Invisible"/>, as which Discord treats it.</summary>
    public UserStatus Status { get; init; } = UserStatus.Online;

    /// <summary>The activities, of which Discord shows the first. Default none.</summary>
    public IReadOnlyList<BotActivity> Activities { get; init; } = [];

    /// <summary>The time since which the bot has been idle; null if it is not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the bot is marked as away from keyboard.</summary>
    public bool IsAfk { get; init; }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Since is { } since)
        {
            writer.WriteNumber("since"u8, since.ToUnixTimeMilliseconds());
        }
        else
        {
            writer.WriteNull("since"u8);
        }

        writer.WriteStartArray("activities"u8);
        foreach (BotActivity activity in Activities)
        {
            activity.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteString("status"u8, Status == UserStatus.Offline ? "invisible" : Status.Value);
        writer.WriteBoolean("afk"u8, IsAfk);
        writer.WriteEndObject();
    }
}
