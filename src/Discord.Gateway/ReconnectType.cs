namespace Discord.Gateway;

/// <summary>How a shard gets back after a disconnect.</summary>
public enum ReconnectType
{
    /// <summary>Continue the session: Discord replays what was missed. Costs nothing.</summary>
    Resume,

    /// <summary>Start a new session: what happened in between is not told. Spends one of the bot's daily session starts.</summary>
    Reidentify,
}
