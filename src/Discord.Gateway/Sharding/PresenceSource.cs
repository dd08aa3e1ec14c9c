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
    private readonly ConcurrentDictionary<ShardDriver, bool> _shards = [];
    private EncodedPresence? _current;

    internal EncodedPresence? Current => Volatile.Read(ref _current);

    /// <summary>Sets the presence of all shards.</summary>
    internal void Set(EncodedPresence presence)
    {
        Interlocked.Exchange(ref _current, presence);
        foreach (ShardDriver shard in _shards.Keys)
        {
            shard.PullPresence();
        }
    }

    /// <summary>Lets a shard in. It reads <see cref="Current"/> after this.</summary>
    internal void Add(ShardDriver shard) => _shards[shard] = true;

    internal void Remove(ShardDriver shard) => _shards.TryRemove(shard, out _);
}
