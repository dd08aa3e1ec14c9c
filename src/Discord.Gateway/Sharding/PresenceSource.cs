using System.Collections.Concurrent;
using Discord.Gateway.Commands;
using Discord.Gateway.Shards;

namespace Discord.Gateway;

/// <summary>
/// The presence that all shards of a manager share. Each shard reads it when it is made and whenever it changes, and takes it unless it was given one of its own later:
/// so no shard misses it, whenever it is made.
/// </summary>
internal sealed class PresenceSource
{
    private readonly ConcurrentDictionary<ShardDriver, ShardPresence> _shards = [];
    private EncodedPresence? _current;

    internal EncodedPresence? Current => Volatile.Read(ref _current);

    /// <summary>Sets the presence of all shards.</summary>
    internal void Set(EncodedPresence presence)
    {
        EncodedPresence.Advance(ref _current, presence);
        foreach (ShardDriver shard in _shards.Keys)
        {
            shard.PullPresence();
        }
    }

    /// <summary>Lets a shard in. It reads the presence after this.</summary>
    internal void Add(ShardDriver shard, ShardPresence presence) => _shards[shard] = presence;

    internal void Remove(ShardDriver shard) => _shards.TryRemove(shard, out _);

    /// <summary>Makes the shards of one place read their presence.</summary>
    internal void Tell(ShardPresence presence)
    {
        foreach ((ShardDriver shard, ShardPresence own) in _shards)
        {
            if (own == presence)
            {
                shard.PullPresence();
            }
        }
    }
}
