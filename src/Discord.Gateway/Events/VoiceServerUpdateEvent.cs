using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// VOICE_SERVER_UPDATE: the voice server for a guild, after joining and when it moves. Sent whatever the intents.
/// Discord's documentation: <i>Gateway Events › Voice Server Update</i>.
/// </summary>
public sealed record VoiceServerUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.VoiceServerUpdate;

    /// <summary>The token for the voice server: a secret. It is left out when the event is printed.</summary>
    public string Token { get; init; } = "";

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>Host and port of the voice server, without a scheme; null if it is gone: wait for the next event.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Prints guild and endpoint.</summary>
    public override string ToString() => $"VoiceServerUpdateEvent {{ GuildId = {GuildId}, Endpoint = {Endpoint} }}";

    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) => EventJson.Read(data, GatewayJsonContext.Default.VoiceServerUpdateEvent);
}
