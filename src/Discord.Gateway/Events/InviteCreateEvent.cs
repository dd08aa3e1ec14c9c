using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INVITE_CREATE: an invite was created. Needs <see cref="GatewayIntents.GuildInvites"/> and <see cref="Permissions.ManageChannels"/> in the channel.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#invite-create">Gateway Events › Invite Create</see>.
/// </summary>
[JsonModel]
[Dispatch("INVITE_CREATE", GatewayIntents.GuildInvites)]
public sealed partial record InviteCreateEvent : GatewayEvent
{
    /// <summary>The channel that the invite leads to.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The invite's code, which ends its URL.</summary>
    public string Code { get; init; } = "";

    /// <summary>The time at which the invite was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The user who created the invite, if any.</summary>
    public User? Inviter { get; init; }

    /// <summary>The time for which the invite is valid; zero for no limit.</summary>
    [Seconds]
    public TimeSpan MaxAge { get; init; }

    /// <summary>The maximum number of uses; 0 for no limit.</summary>
    public int MaxUses { get; init; }

    /// <summary>The type of the target, for an invite to a voice channel.</summary>
    public InviteTargetType? TargetType { get; init; }

    /// <summary>The user whose stream the invite shows.</summary>
    public User? TargetUser { get; init; }

    /// <summary>The embedded application that the invite opens; a partial object.</summary>
    public Application? TargetApplication { get; init; }

    /// <summary>Whether the invite grants temporary membership: its users are removed from the guild when they disconnect, unless they were given a role.</summary>
    public bool Temporary { get; init; }

    /// <summary>The number of uses; always 0.</summary>
    public int Uses { get; init; }

    /// <summary>The time at which the invite expires; null if it does not.</summary>
    [NeverAbsent]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The roles that users of the invite receive.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Role>> RoleIds { get; init; } = [];
}
