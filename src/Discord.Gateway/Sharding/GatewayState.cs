namespace Discord.Gateway;

/// <summary>
/// The base of the state of a bot's guilds, which the shards of one process keep up to date and save with their sessions, so that it is complete after a resume. The package
/// <c>Discord.Gateway.State</c> has the only implementation, <c>BotState</c>; assign it to <see cref="ShardManagerOptions.State"/>.
/// </summary>
public abstract class GatewayState
{
    internal GatewayState()
    {
    }

    /// <summary>The intents that the state needs to stay up to date.</summary>
    public abstract GatewayIntents RequiredIntents { get; }

    /// <summary>The events that keep the state up to date. A manager's shards always receive them; handlers receive only those in the bot's own filter.</summary>
    public abstract EventFilter RequiredEvents { get; }

    /// <summary>Whether the managers of a cluster share it: a silo has one for each number of shards.</summary>
    internal bool IsShared { get; set; }

    /// <summary>Attaches the state to a manager: to only one, unless it is shared.</summary>
    /// <param name="options">The options of the manager's shards.</param>
    /// <param name="sessions">The store of their sessions.</param>
    internal abstract ManagerState Attach(ShardOptions options, ISessionStore sessions);
}
