using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>A shard of the cluster runs nowhere at the moment: its silo has died, it is moving, or the number of shards was changed. Try again in some seconds, with a new reference.</summary>
[Alias("discord-gateway.shard-not-running")]
[GenerateSerializer]
public sealed class ShardNotRunningException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ShardNotRunningException(ShardId shardId)
        : base($"Shard {shardId} runs nowhere in the cluster at the moment. It is started again by itself; try again in some seconds, with a new reference from DiscordCluster.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public ShardNotRunningException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
