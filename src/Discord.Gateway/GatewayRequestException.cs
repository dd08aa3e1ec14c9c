using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>A request was sent but will not be answered. The derived type gives the reason.</summary>
public class GatewayRequestException : GatewayException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="message">A description of the failure and of the remedy.</param>
    public GatewayRequestException(ShardId shardId, string message) : base(shardId, message)
    {
    }

    private protected GatewayRequestException(string message) : base(message)
    {
    }
}

/// <summary>Discord answered a request with RATE_LIMITED. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#rate-limited">Gateway Events › Rate Limited</see>.</summary>
public sealed class RequestRateLimitedException : GatewayRequestException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="opcode">The opcode of the request.</param>
    /// <param name="retryAfter">The time to wait before the next request.</param>
    public RequestRateLimitedException(ShardId shardId, GatewayOpcode opcode, TimeSpan retryAfter)
        : base(shardId, $"Discord rate-limited the request ({opcode}); it may be repeated in {retryAfter.TotalSeconds:0.#} s.")
    {
        RetryAfter = retryAfter;
    }

    /// <summary>The time to wait before the request can be repeated.</summary>
    public TimeSpan RetryAfter { get; }
}

/// <summary>The session ended during a request or a wait for an event; answers and events of that session are lost.</summary>
public sealed class SessionLostException : GatewayRequestException
{
    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    public SessionLostException(ShardId shardId)
        : base(shardId, "the session was lost while a request or a wait for an event was pending. Repeat it on the new session.")
    {
    }
}

/// <summary>An event, an answer, or the next part of one did not arrive in time.</summary>
public sealed class RequestTimeoutException : GatewayRequestException
{
    private const int MaxPrinted = 10;

    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="what">The expected answer, as the subject of the message.</param>
    /// <param name="timeout">The time limit that was exceeded.</param>
    public RequestTimeoutException(ShardId shardId, string what, TimeSpan timeout)
        : base(shardId, $"{what} did not arrive within {timeout.TotalSeconds:0.#} s. "
            + "Nothing can arrive while the event buffer is full: take events while you wait, by calling ReceiveAsync or in handlers that return.")
    {
        Timeout = timeout;
    }

    /// <summary>Creates an exception about a request for several guilds, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="what">The expected answer, as the subject of the message.</param>
    /// <param name="timeout">The time limit that was exceeded.</param>
    /// <param name="guildIds">The guilds for which Discord did not answer.</param>
    public RequestTimeoutException(ShardId shardId, string what, TimeSpan timeout, IReadOnlyList<Id<Guild>> guildIds)
        : base(shardId, $"{what} of {Print(guildIds)} did not arrive within {timeout.TotalSeconds:0.#} s. Discord does not answer for guilds that the bot is not in. "
            + "Nothing can arrive while the event buffer is full: take events while you wait, by calling ReceiveAsync or in handlers that return.")
    {
        Timeout = timeout;
        GuildIds = [.. guildIds];
    }

    internal RequestTimeoutException(string what, TimeSpan timeout)
        : base($"Manager: {what} did not arrive from any shard within {timeout.TotalSeconds:0.#} s. "
            + "Nothing arrives before RunAsync or ReceiveAllAsync has started the shards, or from a shard whose event buffer is full: see ShardStatus.BufferFill.")
    {
        Timeout = timeout;
    }

    /// <summary>The time limit that was exceeded.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The guilds for which Discord did not answer; the bot may not be in them. Empty for other requests.</summary>
    public IReadOnlyList<Id<Guild>> GuildIds { get; } = [];

    /// <summary>The first of them: thousands would fill the log.</summary>
    private static string Print(IReadOnlyList<Id<Guild>> guildIds)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        string first = string.Join(", ", guildIds.Take(MaxPrinted));
        return guildIds.Count > MaxPrinted ? $"guilds {first} and {guildIds.Count - MaxPrinted} more" : $"guild{(guildIds.Count == 1 ? "" : "s")} {first}";
    }
}

/// <summary>A wait ended because it would have missed events: its predicate or its reader is too slow.</summary>
public sealed class EventsMissedException : GatewayRequestException
{
    private const string Advice = "Use predicates that only compare, and read streams while they collect.";

    /// <summary>Creates an exception, for tests of a bot.</summary>
    /// <param name="shardId">The shard that the exception is about.</param>
    /// <param name="reason">Whether the predicate or the reader was too slow.</param>
    public EventsMissedException(ShardId shardId, string reason)
        : base(shardId, $"a wait for events ended because it would have missed some: {reason}. {Advice}")
    {
    }

    internal EventsMissedException(string reason)
        : base($"Manager: a wait for events ended because it would have missed some: {reason}. {Advice}")
    {
    }
}
