using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// VOICE_STATE_UPDATE: a user joined, left or moved between voice channels, or muted. Needs <see cref="GatewayIntents.GuildVoiceStates"/>.
/// Discord's documentation: <i>Gateway Events › Voice State Update</i>.
/// </summary>
public sealed record VoiceStateUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.VoiceStateUpdate;

    /// <summary>The user's state now.</summary>
    public VoiceState VoiceState { get; init; } = new();

    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) =>
        new VoiceStateUpdateEvent { VoiceState = EventJson.Read(data, GatewayJsonContext.Default.VoiceState) };
}
