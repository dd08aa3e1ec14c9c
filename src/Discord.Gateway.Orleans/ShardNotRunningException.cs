using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>Thrown when no silo runs a shard at the moment: its silo died, it is moving, or the number of shards changed. Retry after a few seconds, with a new reference.</summary>
[Alias("discord-gateway.shard-not-running")]
[GenerateSerializer]
public sealed class ShardNotRunningException : Exception
{
    /// <summary>Creates the exception for a shard.</summary>
    public ShardNotRunningException(ShardId shardId)
        : base($"No silo of the cluster runs shard {shardId} at the moment. The cluster restarts it automatically: retry after a few seconds, with a new reference from DiscordCluster.")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ShardNotRunningException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
