using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_PINS_UPDATE: a message was pinned or unpinned; not sent when a pinned message is deleted. Needs <see cref="GatewayIntents.Guilds"/> or
/// <see cref="GatewayIntents.DirectMessages"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-pins-update">Gateway Events › Channel Pins Update</see>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_PINS_UPDATE", GatewayIntents.Guilds | GatewayIntents.DirectMessages)]
public sealed partial record ChannelPinsUpdateEvent : GatewayEvent
{
    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The time at which the most recently pinned message was pinned; null if none is pinned.</summary>
    public Optional<DateTimeOffset?> LastPinTimestamp { get; init; }

    /// <summary>Returns the channel as it is after the update, with the new <see cref="Channel.LastPinTimestamp"/>.</summary>
    /// <param name="channel">The channel before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="channel"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="channel"/> is another channel.</exception>
    public Channel ApplyTo(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        UpdateTarget.Require(ChannelId, channel.Id);
        return LastPinTimestamp.IsSpecified ? channel with { LastPinTimestamp = LastPinTimestamp.Value } : channel;
    }
}
