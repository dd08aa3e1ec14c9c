using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_UPDATE: a thread changed. Not sent when only the last message changes. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-update">Gateway Events › Thread Update</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_UPDATE", GatewayIntents.Guilds)]
public sealed partial record ThreadUpdateEvent : GatewayEvent
{
    /// <summary>The thread after the change.</summary>
    [Inline]
    public Channel Thread { get; init; } = Channel.Empty;

    /// <summary>Returns the thread as it is after the update. It keeps <see cref="Channel.Member"/>, which the event does not have.</summary>
    /// <param name="thread">The thread before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="thread"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="thread"/> is another thread.</exception>
    public Channel ApplyTo(Channel thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        UpdateTarget.Require(Thread.Id, thread.Id);
        return Thread.Member is null && thread.Member is not null ? Thread with { Member = thread.Member } : Thread;
    }
}
