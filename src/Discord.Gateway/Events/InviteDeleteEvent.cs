using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// INVITE_DELETE: an invite was deleted. Needs <see cref="GatewayIntents.GuildInvites"/> and <see cref="Permissions.ManageChannels"/> in the channel.
/// Discord's documentation: <i>Gateway Events › Invite Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record InviteDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.InviteDelete;

    /// <summary>The channel it led to.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Its code.</summary>
    public string Code { get; init; } = "";
}
