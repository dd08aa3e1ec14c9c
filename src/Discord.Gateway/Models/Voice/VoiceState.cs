using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user's connection to a voice channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/voice#voice-state-object">Voice › Voice State Object</see>.</summary>
[JsonModel]
public sealed partial record VoiceState
{
    /// <summary>The guild; absent inside GUILD_CREATE.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The voice channel; null when the user left.</summary>
    [NeverAbsent]
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>The user.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>The user as a member of the guild.</summary>
    [CanBeLeftOut]
    public GuildMember? Member { get; init; }

    /// <summary>The id of the voice session.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Deafened by the guild.</summary>
    public bool Deaf { get; init; }

    /// <summary>Muted by the guild.</summary>
    public bool Mute { get; init; }

    /// <summary>Deafened by the user.</summary>
    public bool SelfDeaf { get; init; }

    /// <summary>Muted by the user.</summary>
    public bool SelfMute { get; init; }

    /// <summary>Streaming ("Go Live").</summary>
    [MayBeAbsent]
    public bool SelfStream { get; init; }

    /// <summary>The camera is on.</summary>
    public bool SelfVideo { get; init; }

    /// <summary>May not speak (stage channels).</summary>
    public bool Suppress { get; init; }

    /// <summary>When the user asked to speak; null if not.</summary>
    [NeverAbsent]
    public DateTimeOffset? RequestToSpeakTimestamp { get; init; }
}
