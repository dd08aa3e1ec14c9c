using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INVITE_CREATE: an invite was made. Needs <see cref="GatewayIntents.GuildInvites"/> and <see cref="Permissions.ManageChannels"/> in the channel.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#invite-create">Gateway Events › Invite Create</see>.
/// </summary>
[JsonModel]
[Dispatch("INVITE_CREATE", GatewayIntents.GuildInvites)]
public sealed partial record InviteCreateEvent : GatewayEvent
{
    /// <summary>The channel it leads to.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>Its code: the end of its address.</summary>
    public string Code { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>Who made it.</summary>
    public User? Inviter { get; init; }

    /// <summary>How long it holds; zero for always.</summary>
    [Seconds]
    public TimeSpan MaxAge { get; init; }

    /// <summary>How often it can be used; 0 for always.</summary>
    public int MaxUses { get; init; }

    /// <summary>What it is for, in a voice channel.</summary>
    public InviteTargetType? TargetType { get; init; }

    /// <summary>Whose stream it is for.</summary>
    public User? TargetUser { get; init; }

    /// <summary>Which activity it is for; some properties.</summary>
    public Application? TargetApplication { get; init; }

    /// <summary>Whether those who come by it leave the guild when they go offline, unless given a role.</summary>
    public bool Temporary { get; init; }

    /// <summary>How often it was used: 0.</summary>
    public int Uses { get; init; }

    /// <summary>When it expires; null if it does not.</summary>
    [NeverAbsent]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The roles that those who come by it get.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Role>> RoleIds { get; init; } = [];
}
