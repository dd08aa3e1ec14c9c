namespace Discord.Gateway;

/// <summary>The state of a guild in a session.</summary>
internal enum GuildState : byte
{
    /// <summary>The bot is not in it.</summary>
    None,

    /// <summary>READY listed the guild; its GUILD_CREATE has not arrived.</summary>
    NotLoaded,

    /// <summary>The guild's GUILD_CREATE has arrived.</summary>
    Loaded,

    /// <summary>The guild is in an outage, and will return.</summary>
    InOutage,
}
