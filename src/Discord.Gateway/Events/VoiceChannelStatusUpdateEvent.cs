using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_CHANNEL_STATUS_UPDATE: a voice channel's status changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway
/// Events › Voice Channel Status Update</i>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_CHANNEL_STATUS_UPDATE", GatewayIntents.Guilds)]
public sealed partial record VoiceChannelStatusUpdateEvent : GatewayEvent
{
    /// <summary>The voice channel.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The status now; null for none.</summary>
    [NeverAbsent]
    public string? Status { get; init; }
}
