using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What newcomers to a Community guild see first. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#welcome-screen-object">Guild › Welcome Screen Object</see>.</summary>
[JsonModel]
public sealed partial record WelcomeScreen
{
    /// <summary>The guild's description there; null for none.</summary>
    [NeverAbsent]
    public string? Description { get; init; }

    /// <summary>The channels shown; up to 5.</summary>
    public IReadOnlyList<WelcomeScreenChannel> WelcomeChannels { get; init; } = [];
}

/// <summary>A channel on a welcome screen. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#welcome-screen-object-welcome-screen-channel-structure">Guild › Welcome Screen Channel Structure</see>.</summary>
[JsonModel]
public sealed partial record WelcomeScreenChannel
{
    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>What is said about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The custom emoji beside it; null for none, or a Unicode one.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The emoji's name, or the Unicode emoji; null for none.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }
}
