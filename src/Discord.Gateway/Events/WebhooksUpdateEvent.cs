using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// WEBHOOKS_UPDATE: a channel's webhooks changed. Needs <see cref="GatewayIntents.GuildWebhooks"/>. Discord's documentation: <i>Gateway Events ›
/// Webhooks Update</i>.
/// </summary>
[JsonModel]
public sealed partial record WebhooksUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.WebhooksUpdate;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }
}
