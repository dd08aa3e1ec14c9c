using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// READY: a new session began. Its guilds follow as GUILD_CREATE events. Sent regardless of intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#ready">Gateway Events › Ready</see>.
/// </summary>
[JsonModel]
[Dispatch("READY", BelongsNowhere = true)]
public sealed partial record ReadyEvent : GatewayEvent
{
    /// <summary>The version of the gateway API.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; }

    /// <summary>The bot's user.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>The guilds of this shard, as unavailable guilds until their GUILD_CREATE arrives.</summary>
    public IReadOnlyList<UnavailableGuild> Guilds { get; init; } = [];

    /// <summary>The session's id, a secret that is not printed. To keep the session, save <see cref="Shard.HandledSession"/>.</summary>
    [Secret]
    public string SessionId { get; init; } = "";

    /// <summary>The URL at which the session is resumed.</summary>
    public string ResumeGatewayUrl { get; init; } = "";

    /// <summary>The shard's index and the number of shards, as sent in the identify.</summary>
    [JsonPropertyName("shard")]
    [MayBeAbsent]
    public IReadOnlyList<int> IdentifiedShard { get; init; } = [];

    /// <summary>The bot's application; a partial object with id and flags.</summary>
    public Application Application { get; init; } = Application.Empty;
}
