using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// READY: a new session began. Its guilds follow as GUILD_CREATE events. Sent whatever the intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#ready">Gateway Events › Ready</see>.
/// </summary>
[JsonModel]
[Dispatch("READY", BelongsNowhere = true)]
public sealed partial record ReadyEvent : GatewayEvent
{
    /// <summary>The gateway's version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; }

    /// <summary>The bot itself.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>The guilds of this shard, not loaded yet.</summary>
    public IReadOnlyList<UnavailableGuild> Guilds { get; init; } = [];

    /// <summary>The session's id: a secret. It is left out when the event is printed; <see cref="Shard.ReceivedSession"/> is what to keep.</summary>
    [Secret]
    public string SessionId { get; init; } = "";

    /// <summary>Where the session is resumed.</summary>
    public string ResumeGatewayUrl { get; init; } = "";

    /// <summary>The shard's number and the number of shards, as identified.</summary>
    [JsonPropertyName("shard")]
    [MayBeAbsent]
    public IReadOnlyList<int> IdentifiedShard { get; init; } = [];

    /// <summary>The application of the bot; id and flags.</summary>
    public Application Application { get; init; } = Application.Empty;
}
