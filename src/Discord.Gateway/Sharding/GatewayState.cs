namespace Discord.Gateway;

/// <summary>
/// What a bot knows of its guilds, kept up to date by the shards of one process and saved with their sessions, so that what resumes is whole. The package
/// <c>Discord.Gateway.State</c> has the one there is, <c>BotState</c>; give it to <see cref="ShardManagerOptions.State"/>.
/// </summary>
public abstract class GatewayState
{
    internal GatewayState()
    {
    }

    /// <summary>The intents without which the state cannot be kept up to date.</summary>
    public abstract GatewayIntents RequiredIntents { get; }

    /// <summary>The events that keep the state up to date. A manager lets its shards receive them in any case; handlers are told of those in the bot's own filter.</summary>
    public abstract EventFilter RequiredEvents { get; }

    /// <summary>A manager takes it into use: one, and only one.</summary>
    /// <param name="options">What its shards are made with.</param>
    /// <param name="sessions">Where it keeps their sessions.</param>
    internal abstract void Attach(ShardOptions options, ISessionStore sessions);

    /// <summary>Begins the state of a shard: empty until READY, or if a session is given, until its guilds happen to be told.</summary>
    internal abstract ShardState Create(ShardId shardId, ShardSession? session);

    /// <summary>The state of a shard as it was saved with a session; null if it was not, or cannot be read. Does not throw, unless it is cancelled, and waits no longer than a store may take.</summary>
    internal abstract Task<ShardState?> LoadAsync(ShardSession session, CancellationToken cancellationToken);

    /// <summary>From now on, the bot reads the states of these shards.</summary>
    internal abstract void Use(IReadOnlyList<ShardState> shards);

    /// <summary>Begins to save from time to time what the bot reads.</summary>
    internal abstract void StartSaving();

    /// <summary>Ends saving from time to time, for good or for a while.</summary>
    internal abstract Task StopSavingAsync();

    /// <summary>Saves the states of shards. Does not throw, and waits no longer than a store may take.</summary>
    internal abstract Task SaveAsync(IReadOnlyList<ShardState> shards);

    /// <summary>Forgets what was saved of shards. Does not throw, and waits no longer than a store may take.</summary>
    internal abstract Task DeleteAsync(IReadOnlyList<ShardId> shardIds);
}
