namespace Discord.Gateway;

/// <summary>Who ended a shard.</summary>
public enum ShutdownOrigin
{
    /// <summary>The bot: <see cref="Shard.ShutdownAsync"/> or <see cref="Shard.DisposeAsync"/>.</summary>
    Bot,

    /// <summary>Discord, with a close code after which reconnecting is pointless.</summary>
    Discord,
}

/// <summary>Why a shard has ended for good.</summary>
/// <param name="Origin">Who ended it.</param>
/// <param name="Reason">Why, in words for people.</param>
/// <param name="Error">The typed error, when Discord ended it.</param>
public sealed record ShardShutdown(ShutdownOrigin Origin, string Reason, GatewayFatalException? Error = null);
