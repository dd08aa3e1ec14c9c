using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_DELETE_BULK: several messages were deleted at once. Needs <see cref="GatewayIntents.GuildMessages"/>. Discord's documentation: <i>Gateway
/// Events › Message Delete Bulk</i>.
/// </summary>
[JsonModel]
public sealed partial record MessageDeleteBulkEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageDeleteBulk;

    /// <summary>The messages.</summary>
    public IReadOnlyList<Id<Message>> Ids { get; init; } = [];

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild>? GuildId { get; init; }
}
