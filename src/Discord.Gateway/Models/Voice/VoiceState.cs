using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user's connection to a voice or stage channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/voice#voice-state-object">Voice › Voice State Object</see>.</summary>
[JsonModel]
public sealed partial record VoiceState
{
    /// <summary>The guild; null inside GUILD_CREATE.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The voice channel that the user is connected to; null if the user has left.</summary>
    [NeverAbsent]
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>The user who is connected, or has left.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>The user as a member of the guild; null if Discord did not send it.</summary>
    [CanBeLeftOut]
    public GuildMember? Member { get; init; }

    /// <summary>The id of the voice session, which voice connections need.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Whether the guild has deafened the user.</summary>
    public bool Deaf { get; init; }

    /// <summary>Whether the guild has muted the user.</summary>
    public bool Mute { get; init; }

    /// <summary>Whether the user is self-deafened.</summary>
    public bool SelfDeaf { get; init; }

    /// <summary>Whether the user is self-muted.</summary>
    public bool SelfMute { get; init; }

    /// <summary>Whether the user is streaming with "Go Live".</summary>
    [MayBeAbsent]
    public bool SelfStream { get; init; }

    /// <summary>Whether the user's camera is on.</summary>
    public bool SelfVideo { get; init; }

    /// <summary>Whether the user may not speak, as for the audience of a stage.</summary>
    public bool Suppress { get; init; }

    /// <summary>When the user requested to speak; null if not requested.</summary>
    [NeverAbsent]
    public DateTimeOffset? RequestToSpeakTimestamp { get; init; }
}
