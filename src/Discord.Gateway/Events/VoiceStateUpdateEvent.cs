using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// VOICE_STATE_UPDATE: a user joined, left or moved between voice channels, or muted. Needs <see cref="GatewayIntents.GuildVoiceStates"/>. Discord's
/// documentation: <i>Gateway Events › Voice State Update</i>.
/// </summary>
[JsonModel]
public sealed partial record VoiceStateUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.VoiceStateUpdate;

    /// <summary>The user's state now.</summary>
    [Inline]
    public VoiceState VoiceState { get; init; } = VoiceState.Empty;
}
