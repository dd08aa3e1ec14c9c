using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The welcome screen that a Community guild shows to new members. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#welcome-screen-object">Guild › Welcome Screen Object</see>.</summary>
[JsonModel]
public sealed partial record WelcomeScreen
{
    /// <summary>The guild's description on the welcome screen; null if none.</summary>
    [NeverAbsent]
    public string? Description { get; init; }

    /// <summary>The channels on the welcome screen; up to 5.</summary>
    public IReadOnlyList<WelcomeScreenChannel> WelcomeChannels { get; init; } = [];
}

/// <summary>A channel on a welcome screen. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#welcome-screen-object-welcome-screen-channel-structure">Guild › Welcome Screen Channel Structure</see>.</summary>
[JsonModel]
public sealed partial record WelcomeScreenChannel
{
    /// <summary>The channel that the welcome screen suggests.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The description of the channel.</summary>
    public string Description { get; init; } = "";

    /// <summary>The custom emoji; null if none, or if it is a Unicode emoji.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The name of the custom emoji, or the Unicode emoji; null if none.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }
}
