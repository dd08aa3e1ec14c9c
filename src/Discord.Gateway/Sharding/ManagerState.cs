namespace Discord.Gateway;

/// <summary>The part of a <see cref="GatewayState"/> that the shards of one manager keep up to date.</summary>
internal abstract class ManagerState
{
    /// <summary>Creates the state of a shard: empty until READY or, if a session is given, until its guilds arrive.</summary>
    internal abstract ShardState Create(ShardId shardId, ShardSession? session);

    /// <summary>The state of a shard as it was saved with a session; null if it was not, or cannot be read. Does not throw, unless it is cancelled, and waits no longer than a store may take.</summary>
    internal abstract Task<ShardState?> LoadAsync(ShardSession session, CancellationToken cancellationToken);

    /// <summary>From now on, the bot reads the states of these shards.</summary>
    internal abstract void Use(IReadOnlyList<ShardState> shards);

    /// <summary>Begins to save the state periodically.</summary>
    internal abstract void StartSaving();

    /// <summary>Ends saving from time to time, for good or for a while.</summary>
    internal abstract Task StopSavingAsync();

    /// <summary>Saves the states of shards. Does not throw, and waits no longer than a store may take.</summary>
    internal abstract Task SaveAsync(IReadOnlyList<ShardState> shards);

    /// <summary>Deletes the saved states of shards. Does not throw, and waits no longer than a store may take.</summary>
    internal abstract Task DeleteAsync(IReadOnlyList<ShardId> shardIds);

    /// <summary>The manager has stopped.</summary>
    internal abstract void End();
}
