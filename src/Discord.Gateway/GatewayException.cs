namespace Discord.Gateway;

/// <summary>
/// The base of exceptions about a shard. The message names the shard and never contains the token. Two exceptions do not derive from it: <see cref="SendCanceledException"/>
/// is an <see cref="OperationCanceledException"/>, and <see cref="GatewayBotException"/> does not concern a shard.
/// </summary>
public class GatewayException : Exception
{
    /// <summary>Creates an exception about a shard.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="message">A description of the failure and of the remedy.</param>
    /// <param name="innerException">The cause, if it is another exception.</param>
    public GatewayException(ShardId shardId, string message, Exception? innerException = null)
        : base($"Shard {shardId}: {message}", innerException)
    {
        ShardId = shardId;
    }

    /// <summary>About a manager's shards together.</summary>
    private protected GatewayException(string message)
        : base(message)
    {
    }

    /// <summary>The shard that the exception is about; <see cref="ShardId.Single"/> if a wait of a <see cref="ShardManager"/> for events of all shards failed.</summary>
    public ShardId ShardId { get; }
}
