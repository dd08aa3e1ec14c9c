using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>A start of a shard: from then on it holds the session, until a later one does.</summary>
/// <remarks>
/// The number grows, since a store may go back in time: one that was restored from a backup, or that was restarted without its last writes, holds an older run, and nobody has
/// taken over the shard. Only a later run has.
/// </remarks>
/// <param name="Epoch">Grows with each start.</param>
/// <param name="Id">Tells two starts apart that did not know of each other. The one that is stored wins.</param>
[Alias("discord-gateway.shard-run")]
[GenerateSerializer]
internal readonly record struct ShardRun(long Epoch, Guid Id)
{
    internal ShardRun Next() => new(Epoch + 1, Guid.NewGuid());

    /// <summary>Whether this one, if it is stored, has taken the shard from the other.</summary>
    internal bool HasTakenOverFrom(ShardRun other) => Epoch > other.Epoch || (Epoch == other.Epoch && Id != other.Id);
}
