using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// An activity that a bot shows: bots may set name, type, state and URL only. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object">Gateway Events › Activity Object</see>.
/// </summary>
public sealed record BotActivity
{
    /// <summary>The activity's name: what comes after "Playing", "Listening to" and so on.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of activity.</summary>
    public ActivityType Type { get; init; }

    /// <summary>A second line; for <see cref="ActivityType.Custom"/>, the text itself.</summary>
    public string? State { get; init; }

    /// <summary>The stream, for <see cref="ActivityType.Streaming"/>: an address at twitch.tv or youtube.com, else Discord ignores it.</summary>
    public Uri? Url { get; init; }

    /// <summary>"Playing <paramref name="name"/>".</summary>
    public static BotActivity Playing(string name) => new() { Name = name, Type = ActivityType.Playing };

    /// <summary>"Listening to <paramref name="name"/>".</summary>
    public static BotActivity Listening(string name) => new() { Name = name, Type = ActivityType.Listening };

    /// <summary>"Watching <paramref name="name"/>".</summary>
    public static BotActivity Watching(string name) => new() { Name = name, Type = ActivityType.Watching };

    /// <summary>"Competing in <paramref name="name"/>".</summary>
    public static BotActivity Competing(string name) => new() { Name = name, Type = ActivityType.Competing };

    /// <summary>"Streaming <paramref name="name"/>", with a link.</summary>
    public static BotActivity Streaming(string name, Uri url) => new() { Name = name, Type = ActivityType.Streaming, Url = url };

    /// <summary>A custom status: just <paramref name="text"/>.</summary>
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
