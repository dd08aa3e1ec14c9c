using System.Numerics;
using Discord.Gateway.Models;
using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>
/// The shards that a bot has, and which of them serves a guild. While the bot is resharded it has some of both numbers.
/// </summary>
/// <remarks>
/// A guild's old shard and its new one are equal modulo every number that divides both totals, since both are the rest of the same number. So the shards of one rest, old and new, serve the same guilds, which
/// no others serve: they are a part that is handed over alone, and there are as many parts as the greatest common divisor says.
/// </remarks>
/// <param name="Total">How many shards the bot has, or had before the resharding.</param>
/// <param name="Next">How many it will have; null if it is not being resharded.</param>
/// <param name="Done">How many parts have been handed over: those with the lowest rests.</param>
[Alias("discord-gateway.shard-layout")]
[GenerateSerializer]
internal readonly record struct ShardLayout(int Total, int? Next = null, int Done = 0)
{
    /// <summary>How many parts there are.</summary>
    internal int Parts => Next is { } next && next != Total ? (int)BigInteger.GreatestCommonDivisor(Total, next) : 1;

    /// <summary>All shards: those of one number, and then those of the other, by index.</summary>
    internal IEnumerable<ShardId> Shards
    {
        get
        {
            ShardLayout layout = this;
            return Of(Total).Where(shard => !layout.IsDone(shard)).Concat(Next is { } next ? Of(next).Where(layout.IsDone) : []);
        }
    }

    /// <summary>The shard that serves a guild.</summary>
    internal ShardId For(Id<Guild> guildId)
    {
        ShardId old = ShardId.ForGuild(guildId, Total);
        return Next is { } next && IsDone(old) ? ShardId.ForGuild(guildId, next) : old;
    }

    /// <summary>The old shards of some parts, and the new ones that take their place.</summary>
    internal (IReadOnlyList<ShardId> Old, IReadOnlyList<ShardId> New) GetParts(int first, int count)
    {
        int parts = Parts;
        int next = Next ?? Total;
        return ([.. Of(Total).Where(IsMeant)], [.. Of(next).Where(IsMeant)]);

        bool IsMeant(ShardId shard) => shard.Index % parts >= first && shard.Index % parts < first + count;
    }

    private bool IsDone(ShardId shard) => Next is not null && shard.Index % Parts < Done;

    private static IEnumerable<ShardId> Of(int total) => Enumerable.Range(0, total).Select(index => new ShardId(index, total));
}
