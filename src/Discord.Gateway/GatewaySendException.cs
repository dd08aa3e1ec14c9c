namespace Discord.Gateway;

/// <summary>A command could not be sent, or it is not known whether it was.</summary>
public class GatewaySendException : GatewayException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="message">What happened and what can be done about it.</param>
    /// <param name="innerException">The cause, if another exception was it.</param>
    public GatewaySendException(ShardId shardId, string message, Exception? innerException = null) : base(shardId, message, innerException)
    {
    }
}

/// <summary>The caller asked not to wait for a connection, and there is none.</summary>
public sealed class NotConnectedException : GatewaySendException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    public NotConnectedException(ShardId shardId)
        : base(shardId, "not connected now. A command that is sent with DisconnectedBehavior.Wait waits for the connection.")
    {
    }
}

/// <summary>A command is larger than the 4,096 bytes that Discord takes. Nothing was sent; the connection lives.</summary>
public sealed class PayloadTooLargeException : GatewaySendException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="size">The bytes of the payload.</param>
    public PayloadTooLargeException(ShardId shardId, int size)
        : base(shardId, $"the payload has {size:N0} bytes and Discord takes at most {Commands.GatewayPayload.MaxSize:N0}: split it, or shorten its strings.")
    {
        Size = size;
    }

    /// <summary>The size of the refused payload in bytes of UTF-8.</summary>
    public int Size { get; }
}

/// <summary>A heartbeat that was asked for by hand could not be sent: there is no connection, or it failed.</summary>
public sealed class HeartbeatFailedException : GatewaySendException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="innerException">The cause, if another exception was it.</param>
    public HeartbeatFailedException(ShardId shardId, Exception? innerException)
        : base(shardId, "the heartbeat could not be sent: there is no connection, or it failed.", innerException)
    {
    }
}
