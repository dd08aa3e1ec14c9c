using Discord.Gateway.Commands;
using Discord.Gateway.Shards;

namespace Discord.Gateway;

/// <summary>
/// The presence of one shard of a manager: the one that all share, or its own, whichever was set later. It outlives the shard, so that the next in its place has it too.
/// </summary>
internal sealed class ShardPresence(PresenceSource shared)
{
    private EncodedPresence? _own;

    internal EncodedPresence? Current => Volatile.Read(ref _own) is { } own && !(shared.Current?.Version > own.Version) ? own : shared.Current;

    /// <summary>Sets the presence of this shard alone.</summary>
    internal void Set(EncodedPresence presence)
    {
        Keep(presence);
        shared.Tell(this);
    }

    /// <summary>Keeps the presence of a shard that ended for the next in its place, unless that shard had only been made with it.</summary>
    internal void Keep(EncodedPresence? presence)
    {
        if (presence is { IsDefault: false })
        {
            EncodedPresence.Advance(ref _own, presence);
        }
    }

    /// <summary>Lets a shard in. It reads <see cref="Current"/> after this.</summary>
    internal void Add(ShardDriver shard) => shared.Add(shard, this);

    internal void Remove(ShardDriver shard) => shared.Remove(shard);
}
