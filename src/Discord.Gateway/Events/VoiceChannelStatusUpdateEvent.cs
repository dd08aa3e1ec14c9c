using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_CHANNEL_STATUS_UPDATE: a voice channel's status changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-channel-status-update">Gateway Events › Voice Channel Status Update</see>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_CHANNEL_STATUS_UPDATE", GatewayIntents.Guilds)]
public sealed partial record VoiceChannelStatusUpdateEvent : GatewayEvent
{
    /// <summary>The voice channel.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The status after the change; null if there is none.</summary>
    [NeverAbsent]
    public string? Status { get; init; }

    /// <summary>Returns the channel's info, as in a <see cref="ChannelInfoEvent"/>, after the update. A <see cref="Channel"/> does not have the status.</summary>
    /// <param name="info">The info before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="info"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="info"/> belongs to another channel.</exception>
    public ChannelInfo ApplyTo(ChannelInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        UpdateTarget.Require(Id, info.Id);
        return IsReadable("status") ? info with { Status = Status } : info;
    }
}
