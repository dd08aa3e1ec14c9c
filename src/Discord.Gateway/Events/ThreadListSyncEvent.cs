using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_LIST_SYNC: the bot gained access to channels; these are their active threads. Needs <see cref="GatewayIntents.Guilds"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#thread-list-sync">Gateway Events › Thread List Sync</see>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_LIST_SYNC", GatewayIntents.Guilds)]
public sealed partial record ThreadListSyncEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The channels; null for the whole guild. Those listed that have no thread have no active one: forget what is known.</summary>
    public IReadOnlyList<Id<Channel>>? ChannelIds { get; init; }

    /// <summary>The active threads of those channels that the bot can see.</summary>
    public IReadOnlyList<Channel> Threads { get; init; } = [];

    /// <summary>The bot's membership of those it joined.</summary>
    public IReadOnlyList<ThreadMember> Members { get; init; } = [];
}
