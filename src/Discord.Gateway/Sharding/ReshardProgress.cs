namespace Discord.Gateway;

/// <summary>The progress of a <see cref="ShardManager.ReshardAsync"/>.</summary>
/// <param name="Phase">The current phase.</param>
/// <param name="ConnectedShards">The number of new shards that are connected.</param>
/// <param name="TotalShards">The number of new shards.</param>
public sealed record ReshardProgress(ReshardPhase Phase, int ConnectedShards, int TotalShards);

/// <summary>The phases of resharding, in order.</summary>
public enum ReshardPhase
{
    /// <summary>The new shards connect; the old ones deliver.</summary>
    Connecting,

    /// <summary>Both sets are connected, and the events they receive are compared; the old ones deliver.</summary>
    Comparing,

    /// <summary>The new shards hold back the events they receive; the old ones deliver, and are then closed.</summary>
    Holding,

    /// <summary>The new shards deliver the events that the old ones did not, and all later ones.</summary>
    Done,
}
