using System.Text.Json.Serialization;
using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// READY: a new session began. Its guilds follow as GUILD_CREATE events. Sent whatever the intents.
/// Discord's documentation: <i>Gateway Events › Ready</i>.
/// </summary>
public sealed record ReadyEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.Ready;

    /// <summary>The gateway's version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; }

    /// <summary>The bot itself.</summary>
    public User User { get; init; } = new();

    /// <summary>The guilds of this shard, not loaded yet.</summary>
    public IReadOnlyList<UnavailableGuild> Guilds { get; init => field = value ?? []; } = [];

    /// <summary>The application of the bot.</summary>
    public Application Application { get; init; } = new();

    // The session id is the shard's own business, and a secret: it is in Shard.Session alone.
    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) => EventJson.Read(data, GatewayJsonContext.Default.ReadyEvent);
}
