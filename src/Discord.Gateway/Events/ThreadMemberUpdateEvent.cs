using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_MEMBER_UPDATE: the bot's membership of a thread changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-member-update">Gateway Events › Thread Member Update</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_MEMBER_UPDATE", GatewayIntents.Guilds)]
public sealed partial record ThreadMemberUpdateEvent : GatewayEvent
{
    /// <summary>The membership after the change.</summary>
    [Inline]
    public ThreadMember Member { get; init; } = ThreadMember.Empty;

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>Returns the thread as it is after the update, with the bot's new membership as <see cref="Channel.Member"/>.</summary>
    /// <param name="thread">The thread before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="thread"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="thread"/> is another thread.</exception>
    public Channel ApplyTo(Channel thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        UpdateTarget.Require(Member.Id ?? default, thread.Id);
        return thread with { Member = Member };
    }
}
