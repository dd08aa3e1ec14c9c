using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// An activity that a bot shows. Bots can set only name, type, state and URL. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object">Gateway Events › Activity Object</see>.
/// </summary>
/// <example><code>
/// shard.SetActivity(BotActivity.Watching("the logs"));
/// </code></example>
public sealed record BotActivity
{
    /// <summary>The activity's name, which Discord shows after "Playing", "Listening to" and so on.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the activity.</summary>
    public ActivityType Type { get; init; }

    /// <summary>A second line; for <see cref="ActivityType.Custom"/>, the status text itself.</summary>
    public string? State { get; init; }

    /// <summary>The URL of the stream, for <see cref="ActivityType.Streaming"/>. Discord ignores URLs outside twitch.tv and youtube.com.</summary>
    public Uri? Url { get; init; }

    /// <summary>Creates an activity shown as "Playing <paramref name="name"/>".</summary>
    public static BotActivity Playing(string name) => new() { Name = name, Type = ActivityType.Playing };

    /// <summary>Creates an activity shown as "Listening to <paramref name="name"/>".</summary>
    public static BotActivity Listening(string name) => new() { Name = name, Type = ActivityType.Listening };

    /// <summary>Creates an activity shown as "Watching <paramref name="name"/>".</summary>
    public static BotActivity Watching(string name) => new() { Name = name, Type = ActivityType.Watching };

    /// <summary>Creates an activity shown as "Competing in <paramref name="name"/>".</summary>
    public static BotActivity Competing(string name) => new() { Name = name, Type = ActivityType.Competing };

    /// <summary>Creates an activity shown as "Streaming <paramref name="name"/>", with a link.</summary>
    public static BotActivity Streaming(string name, Uri url) => new() { Name = name, Type = ActivityType.Streaming, Url = url };

    /// <summary>Creates a custom status that shows only <paramref name="text"/>.</summary>
    public static BotActivity Custom(string text) => new() { Name = "Custom Status", Type = ActivityType.Custom, State = text };

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteNumber("type"u8, (int)Type);
        if (State is not null)
        {
            writer.WriteString("state"u8, State);
        }

        if (Url is not null)
        {
            writer.WriteString("url"u8, Url.AbsoluteUri);
        }

        writer.WriteEndObject();
    }
}
