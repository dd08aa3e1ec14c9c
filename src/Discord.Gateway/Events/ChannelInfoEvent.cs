using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_INFO: the answer to <see cref="RequestChannelInfo"/>. Sent regardless of intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-info">Gateway Events › Channel Info</see>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_INFO")]
public sealed partial record ChannelInfoEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The ephemeral data of the guild's channels.</summary>
    public IReadOnlyList<ChannelInfo> Channels { get; init; } = [];
}

/// <summary>The requested fields of a channel. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-info">Gateway Events › Channel Info</see>.</summary>
[JsonModel]
public sealed partial record ChannelInfo
{
    /// <summary>The channel.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The voice channel's status: null if it has none, absent if not requested.</summary>
    public Optional<string?> Status { get; init; }

    /// <summary>The time at which the voice session in the channel began: null if there is none, absent if not requested.</summary>
    [UnixSeconds]
    public Optional<DateTimeOffset?> VoiceStartTime { get; init; }
}
