namespace Discord.Gateway;

/// <summary>How a shard reconnects after a disconnect.</summary>
public enum ReconnectType
{
    /// <summary>Continue the session: Discord replays missed events. Uses no session start.</summary>
    Resume,

    /// <summary>Start a new session: events until it is ready are missed. Uses one of the bot's daily session starts.</summary>
    Reidentify,
}
