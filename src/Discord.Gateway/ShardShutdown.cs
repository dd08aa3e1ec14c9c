namespace Discord.Gateway;

/// <summary>Whether the bot or Discord ended a shard.</summary>
public enum ShutdownOrigin
{
    /// <summary>The bot: <see cref="Shard.ShutdownAsync"/> or <see cref="Shard.DisposeAsync"/>.</summary>
    Bot,

    /// <summary>Discord, with a close code after which reconnecting is pointless.</summary>
    Discord,
}

/// <summary>The origin and reason of a shard's permanent end.</summary>
/// <param name="Origin">Whether the bot or Discord ended it.</param>
/// <param name="Reason">The reason, for display.</param>
/// <param name="Error">The exception, if Discord ended it; otherwise null.</param>
public sealed record ShardShutdown(ShutdownOrigin Origin, string Reason, GatewayFatalException? Error = null);
