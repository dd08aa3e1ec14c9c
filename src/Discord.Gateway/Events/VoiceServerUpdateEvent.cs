using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// VOICE_SERVER_UPDATE: the voice server of a guild; sent after joining a voice channel, and when the server changes. Sent regardless of intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#voice-server-update">Gateway Events › Voice Server Update</see>.
/// </summary>
[JsonModel]
[Dispatch("VOICE_SERVER_UPDATE")]
public sealed partial record VoiceServerUpdateEvent : GatewayEvent
{
    /// <summary>The token for the voice server, a secret that is not printed.</summary>
    [Secret]
    public string Token { get; init; } = "";

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>Host and port of the voice server, without a scheme; null if the server is no longer available: disconnect from it, and wait for the next event.</summary>
    [NeverAbsent]
    public string? Endpoint { get; init; }
}
