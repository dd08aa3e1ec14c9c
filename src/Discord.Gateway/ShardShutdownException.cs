namespace Discord.Gateway;

/// <summary>The shard was shut down: pending operations on it will not complete, and new ones are rejected.</summary>
public sealed class ShardShutdownException : GatewayException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    public ShardShutdownException(ShardId shardId)
        : base(shardId, "it was shut down. A shard cannot be restarted: create a new one (with ShardOptions.Session to continue the session).")
    {
    }

    private ShardShutdownException()
        : base("The manager was stopped, so the awaited event will not arrive. A manager cannot be restarted: create a new one.")
    {
    }

    /// <summary>Creates the exception with which waits of a manager end.</summary>
    internal static ShardShutdownException OfManager() => new();
}
