using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_INFO: the answer to <see cref="RequestChannelInfo"/>. Sent whatever the intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-info">Gateway Events › Channel Info</see>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_INFO")]
public sealed partial record ChannelInfoEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The channels of which there is something to tell.</summary>
    public IReadOnlyList<ChannelInfo> Channels { get; init; } = [];
}

/// <summary>What was asked about a channel. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-info">Gateway Events › Channel Info</see>.</summary>
[JsonModel]
public sealed partial record ChannelInfo
{
    /// <summary>The channel.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The voice channel's status: null if it has none, absent if not asked for.</summary>
    public Optional<string?> Status { get; init; }

    /// <summary>When the voice session in the channel began: null if there is none, absent if not asked for.</summary>
    [UnixSeconds]
    public Optional<DateTimeOffset?> VoiceStartTime { get; init; }
}
