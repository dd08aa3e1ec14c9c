using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_CHANNEL_START_TIME_UPDATE: a session in a voice channel began or ended. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#voice-channel-start-time-update">Gateway Events › Voice Channel Start Time Update</see>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_CHANNEL_START_TIME_UPDATE", GatewayIntents.Guilds)]
public sealed partial record VoiceChannelStartTimeUpdateEvent : GatewayEvent
{
    /// <summary>The voice channel.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The time at which the session began, to the second; null if there is none.</summary>
    [UnixSeconds]
    public DateTimeOffset? VoiceStartTime { get; init; }

    /// <summary>Returns the channel's info, as in a <see cref="ChannelInfoEvent"/>, after the update. A <see cref="Channel"/> does not have the start time.</summary>
    /// <param name="info">The info before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="info"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="info"/> belongs to another channel.</exception>
    public ChannelInfo ApplyTo(ChannelInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        UpdateTarget.Require(Id, info.Id);
        return IsReadable("voice_start_time") ? info with { VoiceStartTime = VoiceStartTime } : info;
    }
}
