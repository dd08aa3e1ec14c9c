namespace Discord.Gateway;

/// <summary>The shard was shut down: what was asked of it will not happen any more.</summary>
public sealed class ShardShutdownException : GatewayException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    public ShardShutdownException(ShardId shardId)
        : base(shardId, "it was shut down. A shard does not start again: create a new one (with ShardOptions.Session to continue the session).")
    {
    }

    private ShardShutdownException()
        : base("The manager was stopped: the event that was waited for will not come. A manager does not start again: create a new one.")
    {
    }

    /// <summary>What waits of a manager end with.</summary>
    internal static ShardShutdownException OfManager() => new();
}
