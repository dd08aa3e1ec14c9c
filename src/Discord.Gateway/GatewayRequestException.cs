namespace Discord.Gateway;

/// <summary>A request was sent, and its answer will not come. The type says why.</summary>
public class GatewayRequestException : GatewayException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="message">What happened and what can be done about it.</param>
    public GatewayRequestException(ShardId shardId, string message) : base(shardId, message)
    {
    }
}

/// <summary>Discord answered a request with RATE_LIMITED. Discord's documentation: <i>Gateway Events › Rate Limited</i>.</summary>
public sealed class RequestRateLimitedException : GatewayRequestException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="opcode">The opcode of the request.</param>
    /// <param name="retryAfter">How long to wait before the next one.</param>
    public RequestRateLimitedException(ShardId shardId, GatewayOpcode opcode, TimeSpan retryAfter)
        : base(shardId, $"Discord rate-limited the request ({opcode}); it may be repeated in {retryAfter.TotalSeconds:0.#} s.")
    {
        RetryAfter = retryAfter;
    }

    /// <summary>How long to wait before the request is repeated.</summary>
    public TimeSpan RetryAfter { get; }
}

/// <summary>The session ended while a request was waiting; its answer belonged to that session and is lost.</summary>
public sealed class SessionLostException : GatewayRequestException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    public SessionLostException(ShardId shardId)
        : base(shardId, "the session was lost while the request was waiting for its answer. Repeat the request on the new session.")
    {
    }
}

/// <summary>The answer, or the next part of it, did not come in time.</summary>
public sealed class RequestTimeoutException : GatewayRequestException
{
    /// <summary>Creates one, for tests of a bot.</summary>
    /// <param name="shardId">The shard it happened to.</param>
    /// <param name="what">What was asked for.</param>
    /// <param name="timeout">How long it was waited for.</param>
    public RequestTimeoutException(ShardId shardId, string what, TimeSpan timeout)
        : base(shardId, $"{what} did not come within {timeout.TotalSeconds:0.#} s. "
            + "If the event buffer is full nothing can arrive: keep calling ReceiveAsync while you wait.")
    {
        Timeout = timeout;
    }

    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; }
}
