using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// WEBHOOKS_UPDATE: a channel's webhooks changed. Needs <see cref="GatewayIntents.GuildWebhooks"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#webhooks-update">Gateway Events › Webhooks Update</see>.
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
