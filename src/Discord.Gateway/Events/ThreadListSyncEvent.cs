using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_LIST_SYNC: the bot gained access to channels; contains their active threads. Needs <see cref="GatewayIntents.Guilds"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-list-sync">Gateway Events › Thread List Sync</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_LIST_SYNC", GatewayIntents.Guilds)]
public sealed partial record ThreadListSyncEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The parent channels whose threads are synced; null for the whole guild. A listed channel without a thread in the event has no active threads: remove any that you stored.</summary>
    public IReadOnlyList<Id<Channel>>? ChannelIds { get; init; }

    /// <summary>The active threads in those channels that the bot can view.</summary>
    public IReadOnlyList<Channel> Threads { get; init; } = [];

    /// <summary>The bot's memberships of the threads that it has joined.</summary>
    public IReadOnlyList<ThreadMember> Members { get; init; } = [];
}
