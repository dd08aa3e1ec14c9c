namespace Discord.Gateway;

/// <summary>A command was not sent, or the shard does not know whether it was.</summary>
public class GatewaySendException : GatewayException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="message">A description of the failure and of the remedy.</param>
    /// <param name="innerException">The cause, if it is another exception.</param>
    public GatewaySendException(ShardId shardId, string message, Exception? innerException = null) : base(shardId, message, innerException)
    {
    }
}

/// <summary>The shard has no connection, and the command was sent with <see cref="DisconnectedBehavior.Fail"/>.</summary>
public sealed class NotConnectedException : GatewaySendException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    public NotConnectedException(ShardId shardId)
        : base(shardId, "not connected, so the command was not sent. With DisconnectedBehavior.Wait, a command waits for the connection.")
    {
    }
}

/// <summary>A command exceeds the 4,096 bytes that Discord accepts. Nothing was sent; the connection stays open.</summary>
public sealed class PayloadTooLargeException : GatewaySendException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="size">The size of the payload in bytes.</param>
    public PayloadTooLargeException(ShardId shardId, int size)
        : base(shardId, $"the payload has {size:N0} bytes, but Discord accepts at most {Commands.GatewayPayload.MaxSize:N0}: split it, or shorten its strings.")
    {
        Size = size;
    }

    /// <summary>The size of the rejected payload in bytes of UTF-8.</summary>
    public int Size { get; }
}

/// <summary><see cref="Shard.HeartbeatAsync"/> could not send its heartbeat: there is no connection, or it failed.</summary>
public sealed class HeartbeatFailedException : GatewaySendException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="innerException">The cause, if it is another exception.</param>
    public HeartbeatFailedException(ShardId shardId, Exception? innerException)
        : base(shardId, "the heartbeat could not be sent, because there is no connection or it failed. The shard reconnects by itself.", innerException)
    {
    }
}
