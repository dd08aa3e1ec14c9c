using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INVITE_DELETE: an invite was deleted. Needs <see cref="GatewayIntents.GuildInvites"/> and <see cref="Permissions.ManageChannels"/> in the channel.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#invite-delete">Gateway Events › Invite Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("INVITE_DELETE", GatewayIntents.GuildInvites)]
public sealed partial record InviteDeleteEvent : GatewayEvent
{
    /// <summary>The channel that the invite led to.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The invite's code.</summary>
    public string Code { get; init; } = "";
}
