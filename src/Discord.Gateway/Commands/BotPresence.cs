using System.Text.Json;

namespace Discord.Gateway;

/// <summary>
/// The presence that a bot shows: status and activities. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#update-presence">Gateway Events › Update Presence</see>.
/// </summary>
public sealed record BotPresence
{
    /// <summary>The status. <see cref="UserStatus.Offline"/> is sent as <see cref="UserStatus.Invisible"/>, which is what Discord takes it for.</summary>
    public UserStatus Status { get; init; } = UserStatus.Online;

    /// <summary>The activities; Discord shows the first.</summary>
    public IReadOnlyList<BotActivity> Activities { get; init; } = [];

    /// <summary>Since when the bot has been idle; null if it is not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the bot is away from keyboard.</summary>
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
