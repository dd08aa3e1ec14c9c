using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>Counts the guilds of a shard from its events. It remembers only those that are not loaded.</summary>
internal sealed class GuildCounter(int? count)
{
    private readonly HashSet<Id<Guild>> _notLoaded = [];

    internal int? Count { get; private set; } = count;

    /// <summary>Whether every guild of READY has come.</summary>
    internal bool IsComplete => _notLoaded.Count == 0;

    /// <summary>Takes note of an event. True if it loads a guild of READY, or one that was unavailable.</summary>
    internal bool Note(GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case ReadyEvent ready:
                Count = ready.Guilds.Count;
                _notLoaded.Clear();
                _notLoaded.UnionWith(ready.Guilds.Select(guild => guild.Id));
                return false;

            case GuildCreateEvent created:
                bool isLoad = _notLoaded.Remove(created.Guild.Id);
                Count += isLoad ? 0 : 1;
                return isLoad;

            case GuildDeleteEvent { Guild: { Unavailable: true } unavailable }:
                _notLoaded.Add(unavailable.Id);
                return false;

            case GuildDeleteEvent deleted:
                _notLoaded.Remove(deleted.Guild.Id);
                Count--;
                return false;

            default:
                return false;
        }
    }
}
