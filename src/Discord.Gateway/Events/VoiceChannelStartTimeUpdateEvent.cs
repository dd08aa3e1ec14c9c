using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// VOICE_CHANNEL_START_TIME_UPDATE: a session in a voice channel began or ended. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation:
/// <i>Gateway Events › Voice Channel Start Time Update</i>.
/// </summary>
[JsonModel]
public sealed partial record VoiceChannelStartTimeUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.VoiceChannelStartTimeUpdate;

    /// <summary>The voice channel.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>When the session began, to the second; null if there is none.</summary>
    [UnixSeconds]
    public DateTimeOffset? VoiceStartTime { get; init; }
}
