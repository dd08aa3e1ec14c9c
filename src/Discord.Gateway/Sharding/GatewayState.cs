namespace Discord.Gateway;

/// <summary>
/// What a bot knows of its guilds, kept up to date by the shards of one process and saved with their sessions, so that what resumes is whole. The package
/// <c>Discord.Gateway.State</c> has the one there is, <c>BotState</c>; give it to <see cref="ShardManagerOptions.State"/>.
/// </summary>
public abstract class GatewayState
{
    internal GatewayState()
    {
    }

    /// <summary>The intents without which the state cannot be kept up to date.</summary>
    public abstract GatewayIntents RequiredIntents { get; }

    /// <summary>The events that keep the state up to date. A manager lets its shards receive them in any case; handlers are told of those in the bot's own filter.</summary>
    public abstract EventFilter RequiredEvents { get; }

    /// <summary>Whether the managers of a cluster share it: a silo has one for each number of shards.</summary>
    internal bool IsShared { get; set; }

    /// <summary>A manager takes it into use: one, and only one, unless it is shared.</summary>
    /// <param name="options">What the manager's shards are made with.</param>
    /// <param name="sessions">Where it keeps their sessions.</param>
    internal abstract ManagerState Attach(ShardOptions options, ISessionStore sessions);
}
