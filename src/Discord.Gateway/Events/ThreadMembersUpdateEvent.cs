using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_MEMBERS_UPDATE: users joined or left a thread. Needs <see cref="GatewayIntents.Guilds"/> for the bot itself, <see
/// cref="GatewayIntents.GuildMembers"/> for all. Discord's documentation: <i>Gateway Events › Thread Members Update</i>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_MEMBERS_UPDATE", GatewayIntents.Guilds | GatewayIntents.GuildMembers)]
public sealed partial record ThreadMembersUpdateEvent : GatewayEvent
{
    /// <summary>The thread.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>About how many members it has, up to 50.</summary>
    public int MemberCount { get; init; }

    /// <summary>Who joined, with member and presence.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ThreadMember> AddedMembers { get; init; } = [];

    /// <summary>Who left.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<User>> RemovedMemberIds { get; init; } = [];
}
