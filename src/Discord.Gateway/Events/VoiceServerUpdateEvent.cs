using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_SERVER_UPDATE: the voice server for a guild, after joining and when it moves. Sent whatever the intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-server-update">Gateway Events › Voice Server Update</see>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_SERVER_UPDATE")]
public sealed partial record VoiceServerUpdateEvent : GatewayEvent
{
    /// <summary>The token for the voice server: a secret. It is left out when the event is printed.</summary>
    [Secret]
    public string Token { get; init; } = "";

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>Host and port of the voice server, without a scheme; null if it is gone: wait for the next event.</summary>
    [NeverAbsent]
    public string? Endpoint { get; init; }
}
