using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// RATE_LIMITED: Discord rate-limited a request. Sent regardless of intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#rate-limited">Gateway Events › Rate Limited</see>.
/// </summary>
[JsonModel]
[Dispatch("RATE_LIMITED")]
public sealed partial record RateLimitedEvent : GatewayEvent
{
    /// <summary>The opcode of the rate-limited request.</summary>
    public GatewayOpcode Opcode { get; init; }

    /// <summary>The time until the request may be repeated, in seconds.</summary>
    [JsonPropertyName("retry_after")]
    public double RetryAfterSeconds { get; init; }

    /// <summary>Details of the request, which depend on its opcode.</summary>
    public RateLimitedMeta? Meta { get; init; }

    /// <summary>The time until the request may be repeated; zero if Discord sent an invalid number.</summary>
    [JsonIgnore]
    public TimeSpan RetryAfter => RetryAfterSeconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(RetryAfterSeconds) : TimeSpan.Zero;
}

/// <summary>
/// The details of a rate-limited request for guild members. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#rate-limited-request-guild-member-rate-limit-metadata-structure">Gateway Events › Request Guild Member Rate Limit Metadata Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record RateLimitedMeta
{
    /// <summary>The guild.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The request's nonce, if it had one.</summary>
    public string? Nonce { get; init; }
}
