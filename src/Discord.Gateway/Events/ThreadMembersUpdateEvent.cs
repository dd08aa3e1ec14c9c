using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_MEMBERS_UPDATE: users joined or left a thread. Needs <see cref="GatewayIntents.Guilds"/> for the bot itself, <see
/// cref="GatewayIntents.GuildMembers"/> for all. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-members-update">Gateway Events › Thread Members Update</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_MEMBERS_UPDATE", GatewayIntents.Guilds | GatewayIntents.GuildMembers)]
public sealed partial record ThreadMembersUpdateEvent : GatewayEvent
{
    /// <summary>The thread.</summary>
    public Id<Channel> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The approximate number of members, at most 50.</summary>
    public int MemberCount { get; init; }

    /// <summary>The users who joined, with member and presence.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ThreadMember> AddedMembers { get; init; } = [];

    /// <summary>The users who left or were removed.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<User>> RemovedMemberIds { get; init; } = [];

    /// <summary>Returns the thread as it is after the update, with the new <see cref="Channel.MemberCount"/>, and the bot's membership if the bot joined or left.</summary>
    /// <param name="thread">The thread before the update.</param>
    /// <param name="ownId">The id of the bot's user, which identifies its membership.</param>
    /// <exception cref="ArgumentNullException"><paramref name="thread"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="thread"/> is another thread, or <paramref name="ownId"/> is 0.</exception>
    public Channel ApplyTo(Channel thread, Id<User> ownId)
    {
        ArgumentNullException.ThrowIfNull(thread);
        ownId.ThrowIfZero(nameof(ownId));
        UpdateTarget.Require(Id, thread.Id);
        ThreadMember? member = RemovedMemberIds.Contains(ownId) ? null : thread.Member;
        return thread with { MemberCount = IsReadable("member_count") ? MemberCount : thread.MemberCount, Member = AddedMembers.FirstOrDefault(added => added.UserId == ownId) ?? member };
    }
}
