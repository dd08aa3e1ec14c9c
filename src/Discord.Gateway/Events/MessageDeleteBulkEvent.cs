using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_DELETE_BULK: several messages were deleted at once. Needs <see cref="GatewayIntents.GuildMessages"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-delete-bulk">Gateway Events › Message Delete Bulk</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_DELETE_BULK", GatewayIntents.GuildMessages)]
public sealed partial record MessageDeleteBulkEvent : GatewayEvent
{
    /// <summary>The ids of the deleted messages.</summary>
    public IReadOnlyList<Id<Message>> Ids { get; init; } = [];

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild>? GuildId { get; init; }
}
