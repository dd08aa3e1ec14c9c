namespace Discord.Gateway;

/// <summary>
/// The base of the exceptions that tell what happened to a shard. It names the shard; it never contains the token. Two are of other families: <see cref="SendCanceledException"/>
/// is an <see cref="OperationCanceledException"/>, and <see cref="GatewayBotException"/> is about no shard.
/// </summary>
public class GatewayException : Exception
{
    /// <summary>Creates an exception about a shard.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="message">What happened and what can be done about it.</param>
    /// <param name="innerException">The cause, if another exception was it.</param>
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

    /// <summary>The shard it happened to; <see cref="ShardId.Single"/> if it happened to a wait of a <see cref="ShardManager"/> for all of its shards.</summary>
    public ShardId ShardId { get; }
}
