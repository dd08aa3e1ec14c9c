namespace Discord.Gateway;

/// <summary>How far a <see cref="ShardManager.ReshardAsync"/> is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="ConnectedShards">How many of the new shards are connected.</param>
/// <param name="TotalShards">How many new shards there are.</param>
public sealed record ReshardProgress(ReshardPhase Phase, int ConnectedShards, int TotalShards);

/// <summary>The phases of resharding, in order.</summary>
public enum ReshardPhase
{
    /// <summary>The new shards connect; the old ones deliver.</summary>
    Connecting,

    /// <summary>Both sets are connected, and what they receive is compared; the old ones deliver.</summary>
    Comparing,

    /// <summary>The new shards hold back what they receive; the old ones deliver, and then are closed.</summary>
    Holding,

    /// <summary>The new shards deliver: what the old ones did not, and all that comes.</summary>
    Done,
}
