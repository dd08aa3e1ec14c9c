using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_STATE_UPDATE: a user joined, left or moved between voice channels, or changed a setting such as mute. Needs <see cref="GatewayIntents.GuildVoiceStates"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-state-update">Gateway Events › Voice State Update</see>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_STATE_UPDATE", GatewayIntents.GuildVoiceStates)]
public sealed partial record VoiceStateUpdateEvent : GatewayEvent
{
    /// <summary>The user's voice state after the change.</summary>
    [Inline]
    public VoiceState VoiceState { get; init; } = VoiceState.Empty;
}
