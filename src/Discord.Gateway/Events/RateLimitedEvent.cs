using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// RATE_LIMITED: a request was refused for now. Sent whatever the intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#rate-limited">Gateway Events › Rate Limited</see>.
/// </summary>
[JsonModel]
[Dispatch("RATE_LIMITED")]
public sealed partial record RateLimitedEvent : GatewayEvent
{
    /// <summary>The opcode of the refused request.</summary>
    public GatewayOpcode Opcode { get; init; }

    /// <summary>Seconds until the request may be repeated.</summary>
    [JsonPropertyName("retry_after")]
    public double RetryAfterSeconds { get; init; }

    /// <summary>What the request was about.</summary>
    public RateLimitedMeta? Meta { get; init; }

    /// <summary>How long until the request may be repeated; zero if Discord gave a number that is none.</summary>
    [JsonIgnore]
    public TimeSpan RetryAfter => RetryAfterSeconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(RetryAfterSeconds) : TimeSpan.Zero;
}

/// <summary>
/// What a rate-limited request for guild members was about. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#rate-limited-request-guild-member-rate-limit-metadata-structure">Gateway Events › Request Guild Member Rate Limit Metadata Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record RateLimitedMeta
{
    /// <summary>The guild.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The request's nonce, if it had one.</summary>
    public string? Nonce { get; init; }
}
