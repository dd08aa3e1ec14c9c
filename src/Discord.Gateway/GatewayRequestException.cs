namespace Discord.Gateway;

/// <summary>A request was sent, and its answer will not come. The type says why.</summary>
public class GatewayRequestException : GatewayException
{
    internal GatewayRequestException(ShardId shardId, string message) : base(shardId, message)
    {
    }
}

/// <summary>Discord answered a request with RATE_LIMITED. Discord's documentation: <i>Gateway Events › Rate Limited</i>.</summary>
public sealed class RequestRateLimitedException : GatewayRequestException
{
    internal RequestRateLimitedException(ShardId shardId, GatewayOpcode opcode, TimeSpan retryAfter)
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
    internal SessionLostException(ShardId shardId)
        : base(shardId, "the session was lost while the request was waiting for its answer. Repeat the request on the new session.")
    {
    }
}

/// <summary>The answer, or the next part of it, did not come in time.</summary>
public sealed class RequestTimeoutException : GatewayRequestException
{
    internal RequestTimeoutException(ShardId shardId, string what, TimeSpan timeout)
        : base(shardId, $"{what} did not come within {timeout.TotalSeconds:0.#} s. "
            + "If the event buffer is full nothing can arrive: keep calling ReceiveAsync while you wait.")
    {
        Timeout = timeout;
    }

    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; }
}
