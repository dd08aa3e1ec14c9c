using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// WEBHOOKS_UPDATE: a channel's webhooks changed. Needs <see cref="GatewayIntents.GuildWebhooks"/>. Discord's documentation: <i>Gateway Events ›
/// Webhooks Update</i>.
/// </summary>
[JsonModel]
[Dispatch("WEBHOOKS_UPDATE", GatewayIntents.GuildWebhooks)]
public sealed partial record WebhooksUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }
}
